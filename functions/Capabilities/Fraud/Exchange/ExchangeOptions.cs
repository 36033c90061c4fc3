using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Settings of what partitions tell each other about sellers, instruments, devices and delivery addresses.</summary>
public sealed class ExchangeOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Fraud:Exchange";

    /// <summary>Whether partitions publish their sums and read those of the others.</summary>
    /// <value>
    /// Default true. False counts within a partition alone: decisions then depend on nothing but the partition's own events, which
    /// <c>xb chaos</c> needs, and are worse where a seller or a ring is spread over partitions.
    /// </value>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a partition gathers changes before it publishes them.</summary>
    /// <value>
    /// 10 ms to 10 min; default 10 s: a ring of stolen cards lasts minutes, and a seller is written once for all its payments between. Twenty times as long as the last
    /// publication took where that is longer, up to six intervals.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PublishInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an instance looks for what other partitions have published: one listing, and a read for each that has something new.</summary>
    /// <value>10 ms to 10 min; default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Sellers, instruments, devices and delivery addresses of each partition that the others know, each kind by itself.</summary>
    /// <value>In [1, 1,000,000]; default 20,000, those that paid last: about 15 MB in each instance for a busy partition.</value>
    [Range(1, 1_000_000)]
    public int MaxEntities { get; set; } = 20_000;

    /// <summary>Latest payments of an instrument, device or delivery address that other partitions see.</summary>
    /// <value>In [1, 256]; default 16: a ring shows by then, and its count goes on in the partitions themselves.</value>
    [Range(1, 256)]
    public int MaxPayments { get; set; } = 16;

    /// <summary>Age of the last look at storage from which the others' sums are left out: the partition then counts alone, and a metric says so.</summary>
    /// <value>1 s to 1 day; default 2 min.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the first batch of an instance waits for the others' sums.</summary>
    /// <value>0 to 1 min; default 5 s; after it the partition counts alone until they are there.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LoadWait { get; set; } = TimeSpan.FromSeconds(5);
}
