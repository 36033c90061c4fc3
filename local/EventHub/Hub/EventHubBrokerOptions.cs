namespace XbFunctions.EventHub;

/// <summary>Settings of an embedded Event Hub.</summary>
public sealed class EventHubBrokerOptions
{
    /// <summary>Folder of the partition logs, owned by one process at a time; <see langword="null"/> keeps everything in memory only.</summary>
    /// <value>Default <see langword="null"/>.</value>
    public string? DataDirectory { get; set; }

    /// <summary>Hubs to open. A stored hub keeps its partition count; asking for another is refused.</summary>
    public IList<EventHubDefinition> Hubs { get; } = [];

    /// <summary>When an append is acknowledged; without meaning in memory.</summary>
    /// <value>Default <see cref="EventHub.Durability.Os"/>: this is a development hub, and processes die more often than power.</value>
    public Durability Durability { get; set; } = Durability.Os;

    /// <summary>Age after which events may be removed, a whole segment at a time.</summary>
    /// <value>Greater than zero; default 7 days, the longest of the service's standard tier.</value>
    public TimeSpan RetentionAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Size of one partition from which on its oldest events are removed, a whole segment at a time. In memory it is memory that is used.</summary>
    /// <value>In bytes, greater than zero; default 1 GiB.</value>
    public long RetentionBytes { get; set; } = 1L << 30;

    /// <summary>Size at which a segment file is closed and the next one begun.</summary>
    /// <value>In bytes, 4 KiB or more; default 64 MiB.</value>
    public int SegmentBytes { get; set; } = 64 << 20;

    /// <summary>Newest bytes of a partition that stay in memory, so that readers near the end do not touch the files.</summary>
    /// <value>In bytes; default 16 MiB.</value>
    public int TailBytes { get; set; } = 16 << 20;

    /// <summary>Opens segment files; a test may put another disk in its place.</summary>
    internal Func<string, FileMode, SegmentFile> OpenFile { get; set; } = SegmentFile.Open;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RetentionAge, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RetentionBytes, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 4096);
        ArgumentOutOfRangeException.ThrowIfNegative(TailBytes);
    }
}
