using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Settings of the keyed hashes that stand for people.</summary>
public sealed class PseudonymOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Pseudonyms";

    /// <summary>Key of the hash: at least 32 random bytes in base64, kept like a password.</summary>
    /// <value>No default: a key that everyone knows would hide nothing. <c>openssl rand -base64 32</c> makes one.</value>
    [Required(ErrorMessage =
        "Pseudonyms:Key is missing: set at least 32 random bytes in base64, such as 'openssl rand -base64 32' prints.")]
    public string Key { get; set; } = "";

    /// <summary>Id of the key, to tell a wrong secret at the start.</summary>
    /// <value><c>k_</c> and 8 hexadecimal digits, as <c>xb keys id</c> prints; default empty: not checked.</value>
    [RegularExpression("(k_[0-9a-f]{8})?", ErrorMessage = "Pseudonyms:KeyId is no id of a key: expected k_ and 8 hexadecimal digits, as 'xb keys id' prints.")]
    public string KeyId { get; set; } = "";

    /// <summary>Keys that were in use before, newest first: customers known under them are carried over when they are seen again.</summary>
    /// <value>0 to 4 keys; default none.</value>
    [MaxLength(4)]
    [SuppressMessage("Usage", "CA2227:Collection properties should be read only", Justification = "Bound from configuration.")]
    [SuppressMessage("Design", "CA1002:Do not expose generic lists", Justification = "Bound from configuration.")]
    public List<PreviousKeyOptions> Previous { get; set; } = [];
}
