using System.Diagnostics.Metrics;

namespace XbFunctions.State;

/// <summary>
/// Metrics of the meter <c>XbFunctions.State</c>. Tags are the function, for dead letters stage and reason, for the age of events the partition.
/// </summary>
internal static class StateInstruments
{
    public const string MeterName = "XbFunctions.State";

    private static readonly Meter StateMeter = new(MeterName);

    private static readonly Counter<long> EventCount =
        StateMeter.CreateCounter<long>("state.events", "{event}", "Events committed, dead letters and duplicates among them.");

    private static readonly Counter<long> DuplicateCount =
        StateMeter.CreateCounter<long>("state.duplicates", "{event}", "Events whose id was seen within the window.");

    private static readonly Counter<long> RedeliveryCount =
        StateMeter.CreateCounter<long>("state.redeliveries", "{event}", "Events delivered again after their commit.");

    private static readonly Counter<long> DeadLetterCount =
        StateMeter.CreateCounter<long>("state.dead_letters", "{event}", "Events given up on, by stage and reason.");

    private static readonly Counter<long> MissingCount =
        StateMeter.CreateCounter<long>("state.missing", "{event}", "Events lost: jumped over, and no longer held by the hub.");

    private static readonly Counter<long> HealedCount =
        StateMeter.CreateCounter<long>("state.healed", "{event}", "Events jumped over that were read from the hub again.");

    private static readonly Counter<long> RetryCount =
        StateMeter.CreateCounter<long>("state.retries", "{retry}", "Transient storage faults that were retried.");

    private static readonly Counter<long> FencedCount =
        StateMeter.CreateCounter<long>("state.fenced", "{batch}", "Batches begun again because another owner committed first.");

    private static readonly Histogram<double> CommitDuration = StateMeter.CreateHistogram(
        "state.commit.duration",
        "s",
        "Time of the append that commits a batch, retries included.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });

    private static readonly Histogram<double> EventAge = StateMeter.CreateHistogram(
        "state.event.age",
        "s",
        "Time from the hub's acceptance of the newest event of a batch to its commit, by partition: how far a stream lags behind.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30, 60, 300, 3600] });

    private static readonly Histogram<long> BatchSize = StateMeter.CreateHistogram(
        "state.batch.size",
        "{event}",
        "Events of a committed batch.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 8, 32, 128, 512, 1024, 2048, 4096] });

    private static readonly Histogram<double> PublishDuration = StateMeter.CreateHistogram(
        "state.publish.duration",
        "s",
        "Time in which the outputs of a batch were published, retries included.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });

    private static readonly Histogram<double> SnapshotDuration = StateMeter.CreateHistogram(
        "state.snapshot.duration",
        "s",
        "Time from the roll-over of a journal to its stored snapshot.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });

    private static readonly Histogram<long> SnapshotSize = StateMeter.CreateHistogram<long>("state.snapshot.size", "By", "Bytes of a stored snapshot.");

    private static readonly Counter<long> SnapshotFaultCount =
        StateMeter.CreateCounter<long>("state.snapshot.faults", "{snapshot}", "Snapshots given up; the journals before them stay.");

    private static readonly Histogram<double> LoadDuration = StateMeter.CreateHistogram(
        "state.load.duration",
        "s",
        "Time in which a partition's state was loaded.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30] });

    public static void Committed(string function, string partition, int events, int duplicates, TimeSpan elapsed, TimeSpan age)
    {
        var tag = Function(function);
        EventAge.Record(Math.Max(0, age.TotalSeconds), tag, new KeyValuePair<string, object?>("partition", partition));
        EventCount.Add(events, tag);
        BatchSize.Record(events, tag);
        DuplicateCount.Add(duplicates, tag);
        CommitDuration.Record(elapsed.TotalSeconds, tag);
    }

    public static void Published(string function, TimeSpan elapsed) => PublishDuration.Record(elapsed.TotalSeconds, Function(function));

    public static void DeadLettered(string function, string stage, string reason) =>
        DeadLetterCount.Add(1, Function(function), new KeyValuePair<string, object?>("stage", stage), new KeyValuePair<string, object?>("reason", reason));

    public static void Redelivered(string function, int events) => RedeliveryCount.Add(events, Function(function));

    public static void Missing(string function, long events) => MissingCount.Add(events, Function(function));

    public static void Healed(string function, int events) => HealedCount.Add(events, Function(function));

    public static void Loaded(string function, TimeSpan elapsed) => LoadDuration.Record(elapsed.TotalSeconds, Function(function));

    public static void Snapshot(string function, TimeSpan elapsed, long bytes)
    {
        SnapshotDuration.Record(elapsed.TotalSeconds, Function(function));
        SnapshotSize.Record(bytes, Function(function));
    }

    public static void SnapshotFailed(string function) => SnapshotFaultCount.Add(1, Function(function));

    public static void Fenced(string function) => FencedCount.Add(1, Function(function));

    public static void Retried() => RetryCount.Add(1);

    private static KeyValuePair<string, object?> Function(string function) => new("function", function);
}
