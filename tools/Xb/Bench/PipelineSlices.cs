namespace XbFunctions.Xb.Bench;

/// <summary>
/// Measures the second half of a run in slices, and between them, with all partitions held, what parsing and inference alone reach: the speed of a shared
/// machine changes within seconds, and the two are compared at nearly the same moment.
/// </summary>
/// <param name="meter">The run's.</param>
/// <param name="options">What is measured with.</param>
/// <param name="ceiling">The ceiling.</param>
internal sealed class PipelineSlices(PipelineMeter meter, PipelineBenchOptions options, PipelineCeiling ceiling)
{
    /// <summary>Most slices.</summary>
    public const int Most = 3;

    /// <summary>Share of the run that they measure. Partitions do not go equally fast: where one has nothing left, cores rest while the others wait for storage.</summary>
    public const double MeasuredShare = 0.35;

    private const int FewestBatches = 6;

    /// <summary>Measures, beside the run.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The slices; none where the run is too short for them.</returns>
    public async Task<List<PipelineSliceFigures>> RunAsync(CancellationToken cancellationToken)
    {
        var slices = new List<PipelineSliceFigures>();
        try
        {
            if (await meter.ReachAsync(options.Events / 2, holds: true).WaitAsync(cancellationToken) is null)
            {
                return slices;
            }

            var batch = (int)meter.LargestBatch;
            var count = Math.Min(Most, (int)(MeasuredShare * options.Events) / (FewestBatches * batch * options.Partitions));
            if (count == 0)
            {
                return slices;
            }

            // What is committed while all come to a stop, and until they run again, is in no slice.
            var size = (long)(MeasuredShare * options.Events / count) - (2L * batch * options.Partitions);
            var before = await HeldAsync(() => ceiling.PassAsync(batch, cancellationToken), cancellationToken);
            while (slices.Count < count)
            {
                // From where all partitions are between two commits again, as they are at its end.
                if (await meter.ReachAsync(meter.CommittedEvents + (batch * options.Partitions), holds: false).WaitAsync(cancellationToken) is not { } begin
                    || await meter.ReachAsync(begin.Events + size, holds: true).WaitAsync(cancellationToken) is not { } end)
                {
                    return slices;
                }

                var after = await HeldAsync(() => ceiling.PassAsync(batch, cancellationToken), cancellationToken);
                slices.Add(PipelineSliceFigures.Of(begin, end, before, after));
                before = after;
            }

            return slices;
        }
        finally
        {
            meter.Gate.Open();
        }
    }

    private async Task<T> HeldAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await meter.Gate.WaitAsync(options.Partitions, cancellationToken);
        var begin = meter.Now();
        var result = await work();
        meter.Held(begin);
        meter.Gate.Open();
        return result;
    }
}
