namespace XbFunctions.Xb.Bench;

/// <summary>The figures of <c>xb bench pipeline</c>.</summary>
/// <param name="Cores">Processor cores.</param>
/// <param name="Runtime">The .NET that ran it.</param>
/// <param name="Collector">Settings of its collector.</param>
/// <param name="Partitions">Partitions.</param>
/// <param name="Customers">Customers.</param>
/// <param name="Model">The model that scored.</param>
/// <param name="Path">Payments that lay in the hub, until the last commit, with nothing written behind the commit.</param>
/// <param name="Full">Likewise with archive, read models and lookups, as the app ships; null where that was left out.</param>
/// <param name="Ceiling">Parsing and inference alone.</param>
/// <param name="Slices">The path's second half, each slice between two ceilings; empty where it is too short.</param>
/// <param name="PathRates">Latency at fixed rates, with nothing written behind the commit.</param>
/// <param name="Rates">Likewise of the app as it ships; empty where that was left out.</param>
/// <param name="Stages">Processor time by stage, of the path.</param>
internal sealed record PipelineBenchReport(
    int Cores,
    string Runtime,
    string Collector,
    int Partitions,
    int Customers,
    string Model,
    PipelineRunFigures Path,
    PipelineRunFigures? Full,
    PipelineCeilingFigures Ceiling,
    IReadOnlyList<PipelineSliceFigures> Slices,
    IReadOnlyList<PipelineRateFigures> PathRates,
    IReadOnlyList<PipelineRateFigures> Rates,
    IReadOnlyList<PipelineStageFigures> Stages)
{
    /// <summary>The pipeline's share of what parsing and inference alone reach.</summary>
    public double? Ratio => Full?.EventsPerSecond / Ceiling.EventsPerSecond;

    /// <summary>Likewise of the pipeline that writes nothing behind the commit.</summary>
    public double PathRatio => Path.EventsPerSecond / Ceiling.EventsPerSecond;
}

/// <summary>A full run.</summary>
/// <param name="Events">Payments committed.</param>
/// <param name="Decisions">Decisions published.</param>
/// <param name="Batches">Commits.</param>
/// <param name="LargestBatch">Events of the largest of them.</param>
/// <param name="Seconds">From the first dispatch to the last commit.</param>
/// <param name="SecondHalfPerSecond">Events a second of the second half, when the code is compiled and the batches are full.</param>
/// <param name="SecondHalfCpuMicroseconds">Processor time of this process for an event of the second half.</param>
/// <param name="CpuMicroseconds">Processor time of this process for an event; Azurite's is not in it.</param>
/// <param name="AllocatedBytes">Bytes allocated for an event.</param>
/// <param name="ComputeMilliseconds">Mean time of computing a batch, waiting for a core included.</param>
/// <param name="AppendMilliseconds">Mean time of the append that commits a batch.</param>
/// <param name="PauseMilliseconds">How long the garbage collector stopped all threads in the second half.</param>
/// <param name="FullCollections">Collections of all generations in the second half.</param>
/// <param name="SecondHalfStorageMicroseconds">Processor time of Azurite for an event of the second half.</param>
internal sealed record PipelineRunFigures(
    long Events,
    long Decisions,
    long Batches,
    long LargestBatch,
    double Seconds,
    double SecondHalfPerSecond,
    double SecondHalfCpuMicroseconds,
    double CpuMicroseconds,
    double AllocatedBytes,
    double ComputeMilliseconds,
    double AppendMilliseconds,
    double PauseMilliseconds,
    int FullCollections,
    double SecondHalfStorageMicroseconds)
{
    public double EventsPerSecond => Events / Seconds;
}

/// <summary>Parsing and inference alone, in as many tasks as there are partitions.</summary>
/// <param name="Events">Payments.</param>
/// <param name="BatchSize">Most payments of one batch.</param>
/// <param name="Seconds">Time they took.</param>
/// <param name="CpuMicroseconds">Processor time for an event.</param>
internal sealed record PipelineCeilingFigures(long Events, int BatchSize, double Seconds, double CpuMicroseconds)
{
    public double EventsPerSecond => Events / Seconds;

    /// <summary>Several passes together.</summary>
    /// <param name="passes">One or more.</param>
    public static PipelineCeilingFigures Of(IReadOnlyList<PipelineCeilingFigures> passes)
    {
        var events = passes.Sum(static pass => pass.Events);
        return new PipelineCeilingFigures(
            events,
            passes.Max(static pass => pass.BatchSize),
            passes.Sum(static pass => pass.Seconds),
            passes.Sum(static pass => pass.CpuMicroseconds * pass.Events) / Math.Max(1, events));
    }
}

/// <summary>Latency at a fixed rate, from the hub's taking the payment to its taking the decision, both by the hub's clock.</summary>
/// <param name="Rate">Events a second sent.</param>
/// <param name="Events">Payments sent.</param>
/// <param name="Decisions">Decisions that came out.</param>
/// <param name="ReachedRate">Decisions a second, from the first payment to the last decision.</param>
/// <param name="P50Milliseconds">Median.</param>
/// <param name="P99Milliseconds">99th percentile.</param>
/// <param name="P999Milliseconds">99.9th percentile.</param>
internal sealed record PipelineRateFigures(
    int Rate, long Events, long Decisions, double ReachedRate, double P50Milliseconds, double P99Milliseconds, double P999Milliseconds);

/// <summary>Processor time of one stage.</summary>
/// <param name="Stage">What is done.</param>
/// <param name="CpuMicroseconds">Of this process for an event.</param>
/// <param name="AllocatedBytes">Bytes allocated for an event.</param>
internal sealed record PipelineStageFigures(string Stage, double CpuMicroseconds, double AllocatedBytes);
