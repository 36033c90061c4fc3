using System.Diagnostics;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// What no pipeline can exceed: reading the payments' JSON and running the model over their features, which are computed beforehand. One
/// task for each partition, as the trigger has. Each payment is read once, as in the pipeline: to whoever reads the same ones again their ids are known.
/// </summary>
/// <param name="parts">The payments and their features.</param>
/// <param name="model">The model.</param>
internal sealed class PipelineCeiling(PipelineCeilingParts parts, ScoringModel model)
{
    private readonly List<PipelineCeilingFigures> _passes = [];
    private readonly IdInterner[] _ids = [.. Enumerable.Range(0, parts.Partitions).Select(static _ => new IdInterner())];
    private int _pass;

    /// <summary>All passes that were measured, together.</summary>
    public PipelineCeilingFigures Figures => PipelineCeilingFigures.Of(_passes);

    /// <summary>Measures the next pass.</summary>
    /// <param name="batchSize">Payments of a batch.</param>
    /// <param name="cancellationToken">Ends it before it begins.</param>
    public async Task<PipelineCeilingFigures> PassAsync(int batchSize, CancellationToken cancellationToken)
    {
        if (_pass == 0)
        {
            // Compiles, and makes the ids known that are known to whoever has read the payments before.
            await NextAsync(batchSize, cancellationToken);
        }

        _passes.Add(await NextAsync(batchSize, cancellationToken));
        return _passes[^1];
    }

    /// <summary>Measures the passes that are left.</summary>
    /// <param name="batchSize">Payments of a batch.</param>
    /// <param name="cancellationToken">Ends it between two of them.</param>
    public async Task RestAsync(int batchSize, CancellationToken cancellationToken)
    {
        while (_pass < parts.Passes)
        {
            await PassAsync(batchSize, cancellationToken);
        }
    }

    private async Task<PipelineCeilingFigures> NextAsync(int batchSize, CancellationToken cancellationToken)
    {
        var pass = _pass++;
        var (started, before) = (Stopwatch.GetTimestamp(), ProcessCost.Now());

        // On threads of their own: the pool's may be held.
        var counts = await Task.WhenAll(_ids.Select((ids, partition) => Task.Factory.StartNew(
            () => Run(parts[partition, pass], ids, batchSize), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var (elapsed, cost) = (Stopwatch.GetElapsedTime(started), ProcessCost.Now().Since(before));
        var events = counts.Sum();
        var largest = Math.Min(batchSize, Enumerable.Range(0, parts.Partitions).Max(partition => parts[partition, pass].Bodies.Count));
        return new PipelineCeilingFigures(events, largest, elapsed.TotalSeconds, cost.Cpu.TotalMicroseconds / Math.Max(1, events));
    }

    private long Run(PipelineCeilingPart part, IdInterner ids, int batchSize)
    {
        var (bodies, scores, read) = (part.Bodies, new float[batchSize], 0L);
        for (var begin = 0; begin < bodies.Count; begin += batchSize)
        {
            var count = Math.Min(batchSize, bodies.Count - begin);
            for (var index = begin; index < begin + count; index++)
            {
                read += PaymentReader.TryRead(bodies[index], ids, EventTypes.PaymentAuthorised, out _, out _) ? 1 : 0;
            }

            model.Score(part.Rows.AsSpan(begin * FraudColumns.Width, count * FraudColumns.Width), count, scores.AsSpan(0, count));
        }

        return read;
    }
}
