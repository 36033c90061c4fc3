using System.ComponentModel.DataAnnotations;

namespace XbFunctions.State;

/// <summary>Settings of the archive.</summary>
public sealed class ArchiveOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Archive";

    /// <summary>Container of the files.</summary>
    /// <value>A container name; default <c>archive</c>.</value>
    [Required]
    public string Container { get; set; } = "archive";

    /// <summary>Time after which rows are written to a file, however few they are.</summary>
    /// <value>100 ms to 1 day; default 5 min: few enough files at a low rate, and little to lose sight of.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan FileInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of waiting rows of one partition that are written to a file at once; at twice as many the stream waits.</summary>
    /// <value>4 KiB to 256 MiB; default 16 MiB, about 30,000 decisions: one row group.</value>
    [Range(4 * 1024, 256 * 1024 * 1024)]
    public int FileBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ValidationException">A setting is out of range; the message names it.</exception>
    public void Validate() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
