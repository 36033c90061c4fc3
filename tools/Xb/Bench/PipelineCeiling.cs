using System.Diagnostics;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// What no pipeline can exceed: reading the payments' JSON and running the model over their features, which are computed beforehand. One
/// task for each partition, as the trigger has.
/// </summary>
internal sealed class PipelineCeiling
{
    private const int Passes = 3;
    private readonly Part[] _parts;

    /// <summary>Computes the features.</summary>
    /// <param name="partitions">Batches of each partition.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="options">Settings of the state.</param>
    public PipelineCeiling(IReadOnlyList<List<StreamEvent[]>> partitions, FraudSubjectReader reader, FraudOptions options) =>
        _parts = [.. partitions.Select(batches => new Part(batches, PipelineFeatures.Of(batches, reader, options)))];

    /// <summary>Measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends it between two passes.</param>
    public async Task<PipelineCeilingFigures> RunAsync(ScoringModel model, CancellationToken cancellationToken)
    {
        var passes = new List<PipelineCeilingFigures>();
        for (var pass = 0; pass < Passes; pass++)
        {
            var (started, before) = (Stopwatch.GetTimestamp(), ProcessCost.Now());
            var counts = await Task.WhenAll(_parts.Select(part => Task.Run(() => part.Run(model), cancellationToken)));
            var (elapsed, cost) = (Stopwatch.GetElapsedTime(started), ProcessCost.Now().Since(before));
            var events = counts.Sum();
            passes.Add(new PipelineCeilingFigures(
                events, _parts.Max(static part => part.LargestBatch), elapsed.TotalSeconds, cost.Cpu.TotalMicroseconds / Math.Max(1, events)));
        }

        return passes.OrderBy(static pass => pass.Seconds).ElementAt(Passes / 2);
    }

    private sealed class Part(List<StreamEvent[]> batches, List<float[]> rows)
    {
        private readonly IdInterner _ids = new();

        public int LargestBatch { get; } = batches.Max(static batch => batch.Length);

        public long Run(ScoringModel model)
        {
            var scores = new float[LargestBatch];
            var count = 0L;
            for (var index = 0; index < batches.Count; index++)
            {
                foreach (ref readonly var payment in batches[index].AsSpan())
                {
                    count += PaymentReader.TryRead(payment.Body.Span, _ids, payment.EventType, out _, out _) ? 1 : 0;
                }

                model.Score(rows[index], batches[index].Length, scores.AsSpan(0, batches[index].Length));
            }

            return count;
        }
    }
}
