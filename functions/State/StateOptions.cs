using System.ComponentModel.DataAnnotations;

namespace XbFunctions.State;

/// <summary>Settings of partition state, its journal, dead letters and lookups.</summary>
public sealed class StateOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "State";

    /// <summary>Container of journals and snapshots.</summary>
    /// <value>A container name; default <c>state</c>.</value>
    [Required]
    public string StateContainer { get; set; } = "state";

    /// <summary>Container of dead letters.</summary>
    /// <value>A container name; default <c>dead-letters</c>.</value>
    [Required]
    public string DeadLetterContainer { get; set; } = "dead-letters";

    /// <summary>Container of lookup segments.</summary>
    /// <value>A container name; default <c>lookups</c>.</value>
    [Required]
    public string LookupContainer { get; set; } = "lookups";

    /// <summary>Records behind a snapshot after which a new journal begins and the next snapshot is written beside the stream.</summary>
    /// <value>1 to 45,000, under the service's 50,000 blocks an append blob; default 2,000, replayed in about a second.</value>
    [Range(1, 45_000)]
    public int SnapshotRecords { get; set; } = 2_000;

    /// <summary>Bytes of records behind a snapshot, before they are packed, after which a new journal begins and the next snapshot is written beside the stream; four times the size of the last snapshot where that is more.</summary>
    /// <value>4 KiB to 4 GiB of unpacked payload; default 256 MiB, some 120,000 payments and about a fifth of it to read, replayed in about a second: a snapshot has the whole state written and all that waits behind the commit, so that more of them cost throughput.</value>
    [Range(4096L, 4L * 1024 * 1024 * 1024)]
    public long SnapshotBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Event ids remembered for each partition to recognise a producer's duplicates.</summary>
    /// <value>0 (none) to 10,000,000; default 200,000: half a minute and more at 5,000 events/s a partition, 1.6 MB in a snapshot.</value>
    [Range(0, 10_000_000)]
    public int DedupeWindow { get; set; } = 200_000;

    /// <summary>Events processed and committed at once; a longer batch is committed in parts.</summary>
    /// <value>1 to 100,000; default 4,096.</value>
    [Range(1, 100_000)]
    public int CommitEvents { get; set; } = 4_096;

    /// <summary>Bytes of event bodies processed and committed at once; one larger event still makes a part of its own.</summary>
    /// <value>1 KiB to 64 MiB; default 2 MiB, so that changes and outputs usually fit one block of 4 MiB.</value>
    [Range(1024, 64 * 1024 * 1024)]
    public int CommitBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Wait before the first retry of a transient storage fault; it doubles with each retry.</summary>
    /// <value>1 ms to 1 min; default 100 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryFirstDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between retries. Retries go on until the fault ends or the host stops.</summary>
    /// <value>1 ms to 10 min; default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Quiet time of a partition after which its journal is told that all outputs were sent, so that a crash sends none again.</summary>
    /// <value>10 ms to 1 h; default 2 s: at most one more append for each quiet moment.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan ConfirmDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a quiet partition is looked at: whether another owner has taken it over, which frees its memory.</summary>
    /// <value>100 ms to 1 day; default 1 min: one request a minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan OwnerCheckInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Quiet time after which a partition's state leaves memory; its next batch loads it again.</summary>
    /// <value>1 s to 365 days; default 30 min: a partition that moved away and whose new owner has written nothing.</value>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan UnloadAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest time a committed answer waits before it is written to a lookup segment.</summary>
    /// <value>10 ms to 1 min; default 1 s, so that answers are found within about 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan LookupFlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of waiting answers of one partition that are written before the interval has passed.</summary>
    /// <value>1 KiB to 64 MiB; default 8 MiB.</value>
    [Range(1024, 64 * 1024 * 1024)]
    public int LookupFlushBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Neighbouring segments of like size that are merged into one.</summary>
    /// <value>2 to 64; default 8: a day and partition then have at most 7 segments of each size.</value>
    [Range(2, 64)]
    public int LookupMergeWidth { get; set; } = 8;

    /// <summary>Size from which a segment is no longer merged, and the most that one merge reads.</summary>
    /// <value>64 KiB to 512 MiB; default 64 MiB, held in memory while merging.</value>
    [Range(64 * 1024, 512 * 1024 * 1024)]
    public int LookupSegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of segment directories and blocks that a lookup reader keeps; the least recently used go first.</summary>
    /// <value>1 MiB to 8 GiB; default 128 MiB.</value>
    [Range(1024L * 1024, 8L * 1024 * 1024 * 1024)]
    public long LookupCacheBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>Age from which a reader lists segments again when it did not find a key; after a hit, twice this age.</summary>
    /// <value>0 to 1 min; default 500 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LookupListAge { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Newest days that a reader searches. Older segments stay until a rule of the storage account removes them.</summary>
    /// <value>1 to 3,650; default 35, a month of decisions: each day adds about one segment a partition to what a search looks through.</value>
    [Range(1, 3_650)]
    public int LookupDays { get; set; } = 35;

    /// <summary>Records from which a journal is ended even though its snapshot cannot be taken yet; under the service's 50,000 blocks by the parts of some batches.</summary>
    internal int MaxJournalRecords { get; set; } = 49_000;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ValidationException">A setting is out of range; the message names it.</exception>
    public void Validate() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
