using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Settings of the catalogue.</summary>
public sealed class CatalogueOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Catalogue";

    /// <summary>Age of an instance's copy after which it looks for changes behind an answer; at twice the age the answer waits for the look.</summary>
    /// <value>10 ms to 1 min; default 500 ms: a change is in every answer one second after it was acknowledged, at two reads a second and instance.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CheckEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bytes of changes after which the catalogue is written anew, so that new instances read little.</summary>
    /// <value>64 KiB to 1 GiB; default 32 MiB.</value>
    [Range(65_536, 1_073_741_824)]
    public long LogBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Items at most; further new ones are refused.</summary>
    /// <value>1 to 1,000,000; default 200,000: about 500 MiB of memory an instance.</value>
    [Range(1, 1_000_000)]
    public int MaxItems { get; set; } = 200_000;
}
