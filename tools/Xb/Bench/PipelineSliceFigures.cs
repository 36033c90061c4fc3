namespace XbFunctions.Xb.Bench;

/// <summary>A slice of a run's second half, and what parsing and inference alone reached right before and after it, in the mean.</summary>
/// <param name="Events">Payments committed in it.</param>
/// <param name="EventsPerSecond">Likewise, a second.</param>
/// <param name="CpuMicroseconds">Processor time of this process for an event.</param>
/// <param name="StorageMicroseconds">Processor time of Azurite for an event.</param>
/// <param name="CeilingPerSecond">Payments that parsing and inference alone take, a second.</param>
/// <param name="CeilingCpuMicroseconds">Their processor time for an event.</param>
internal sealed record PipelineSliceFigures(
    long Events,
    double EventsPerSecond,
    double CpuMicroseconds,
    double StorageMicroseconds,
    double CeilingPerSecond,
    double CeilingCpuMicroseconds)
{
    /// <summary>The share of the ceiling by time.</summary>
    public double Ratio { get; init; } = EventsPerSecond / CeilingPerSecond;

    /// <summary>The share of the ceiling by this process's processor time.</summary>
    public double CpuRatio { get; init; } = CeilingCpuMicroseconds / CpuMicroseconds;

    /// <summary>The figures of what was between two moments.</summary>
    /// <param name="begin">The first.</param>
    /// <param name="end">The second.</param>
    /// <param name="before">The ceiling before it.</param>
    /// <param name="after">The ceiling behind it.</param>
    public static PipelineSliceFigures Of(PipelineMoment begin, PipelineMoment end, PipelineCeilingFigures before, PipelineCeilingFigures after)
    {
        var events = end.Events - begin.Events;
        return new PipelineSliceFigures(
            events,
            events / end.SecondsSince(begin),
            end.Cost.Since(begin.Cost).Cpu.TotalMicroseconds / events,
            (end.Stored - begin.Stored).TotalMicroseconds / events,
            (before.Events + after.Events) / (before.Seconds + after.Seconds),
            (before.CpuMicroseconds + after.CpuMicroseconds) / 2);
    }

    /// <summary>The median of every figure by itself.</summary>
    /// <param name="slices">At least one slice.</param>
    public static PipelineSliceFigures MedianOf(IReadOnlyList<PipelineSliceFigures> slices)
    {
        return new PipelineSliceFigures(
            (long)Of(static slice => slice.Events),
            Of(static slice => slice.EventsPerSecond),
            Of(static slice => slice.CpuMicroseconds),
            Of(static slice => slice.StorageMicroseconds),
            Of(static slice => slice.CeilingPerSecond),
            Of(static slice => slice.CeilingCpuMicroseconds))
        {
            Ratio = Of(static slice => slice.Ratio),
            CpuRatio = Of(static slice => slice.CpuRatio),
        };

        double Of(Func<PipelineSliceFigures, double> figure)
        {
            double[] sorted = [.. slices.Select(figure).Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
