using System.ComponentModel.DataAnnotations;

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
}
