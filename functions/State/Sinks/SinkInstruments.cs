using System.Diagnostics.Metrics;

namespace XbFunctions.State;

/// <summary>Metrics of what is written behind the commit, meter <c>XbFunctions.State</c>. Tags are the function and the sink or data set.</summary>
internal static class SinkInstruments
{
    private static readonly Meter StateMeter = new(StateInstruments.MeterName);

    private static readonly Counter<long> WaitCount = StateMeter.CreateCounter<long>(
        "state.sink.waits", "{wait}", "Times that a stream waited because a sink had too much unwritten.");

    private static readonly Counter<long> RowCount = StateMeter.CreateCounter<long>(
        "state.read_model.rows", "{row}", "Read-model rows written.");

    private static readonly Counter<long> SupersededCount = StateMeter.CreateCounter<long>(
        "state.read_model.superseded", "{row}", "Read-model rows not written because a newer one of the same key was there.");

    private static readonly Histogram<double> RowDelay = StateMeter.CreateHistogram(
        "state.read_model.delay",
        "s",
        "Time from the commit of the oldest change in a transaction to its being visible.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60] });

    private static readonly Counter<long> ArchivedCount = StateMeter.CreateCounter<long>(
        "state.archive.rows", "{row}", "Rows archived.");

    private static readonly Counter<long> FileCount = StateMeter.CreateCounter<long>(
        "state.archive.files", "{file}", "Parquet files written.");

    private static readonly Histogram<double> ArchiveLag = StateMeter.CreateHistogram(
        "state.archive.lag",
        "s",
        "Time from the commit of a file's oldest row to the file's being stored.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 15, 60, 120, 300, 600, 1800] });

    private static readonly Counter<long> ReplayedCount = StateMeter.CreateCounter<long>(
        "state.dead_letters.replayed", "{event}", "Dead letters sent to their hub again, by stage.");

    public static void Waited(string function, string sink) => WaitCount.Add(1, Function(function), new("sink", sink));

    public static void RowsWritten(string function, int rows, TimeSpan delay)
    {
        RowCount.Add(rows, Function(function));
        RowDelay.Record(delay.TotalSeconds, Function(function));
    }

    public static void Superseded(string function, int rows)
    {
        if (rows > 0)
        {
            SupersededCount.Add(rows, Function(function));
        }
    }

    public static void FileWritten(string function, string dataset, int rows, TimeSpan lag)
    {
        var (tag, data) = (Function(function), new KeyValuePair<string, object?>("dataset", dataset));
        ArchivedCount.Add(rows, tag, data);
        FileCount.Add(1, tag, data);
        ArchiveLag.Record(lag.TotalSeconds, tag, data);
    }

    public static void Replayed(string function, string stage) => ReplayedCount.Add(1, Function(function), new("stage", stage));

    private static KeyValuePair<string, object?> Function(string function) => new("function", function);
}
