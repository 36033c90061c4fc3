using System.Diagnostics;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
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
    private readonly ScoringModel _model;
    private readonly List<Part> _parts = [];

    /// <summary>Reads payments and computes their features.</summary>
    /// <param name="hub">Holds the payments.</param>
    /// <param name="from">How many of them come before, over all partitions: the state that they leave is what the features are of.</param>
    /// <param name="events">How many to take, over all partitions.</param>
    /// <param name="batchSize">Payments of a batch.</param>
    /// <param name="model">The model.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="options">Settings of the state.</param>
    public PipelineCeiling(
        HubEntity hub, int from, int events, int batchSize, ScoringModel model, FraudSubjectReader reader, FraudOptions options)
    {
        _model = model;
        var (before, count) = (from / hub.Partitions.Count, events / hub.Partitions.Count);
        foreach (var partition in hub.Partitions)
        {
            List<StreamEvent[]> batches = [.. PipelineBatches.Read(partition, before, count, batchSize)];
            if (batches.Count > 0)
            {
                _parts.Add(new Part(batches, PipelineFeatures.Of(PipelineBatches.Read(partition, 0, before, batchSize), batches, reader, options)));
            }
        }
    }

    /// <summary>Measures: the median of three passes.</summary>
    /// <param name="cancellationToken">Ends it between two passes.</param>
    public async Task<PipelineCeilingFigures> RunAsync(CancellationToken cancellationToken)
    {
        var passes = new List<PipelineCeilingFigures>();
        while (passes.Count < Passes)
        {
            passes.Add(await PassAsync(cancellationToken));
        }

        return passes.OrderBy(static pass => pass.Seconds).ElementAt(Passes / 2);
    }

    /// <summary>Measures one pass.</summary>
    /// <param name="cancellationToken">Ends it before it begins.</param>
    public async Task<PipelineCeilingFigures> PassAsync(CancellationToken cancellationToken)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), ProcessCost.Now());

        // On threads of their own: the pool's may be held.
        var counts = await Task.WhenAll(_parts.Select(part => Task.Factory.StartNew(
            () => part.Run(_model), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var (elapsed, cost) = (Stopwatch.GetElapsedTime(started), ProcessCost.Now().Since(before));
        var events = counts.Sum();
        return new PipelineCeilingFigures(
            events, _parts.Max(static part => part.LargestBatch), elapsed.TotalSeconds, cost.Cpu.TotalMicroseconds / Math.Max(1, events));
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
