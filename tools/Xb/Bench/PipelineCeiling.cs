using System.Diagnostics;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// What no pipeline can exceed: reading the payments' JSON and running the model over their features, which are computed beforehand. One
/// task for each partition, as the trigger has. Each payment is read once, as in the pipeline: to whoever reads the same ones again their ids are known.
/// </summary>
internal sealed class PipelineCeiling
{
    private readonly List<PipelineCeilingFigures> _passes = [];
    private readonly HubEntity _hub;
    private readonly PipelineCeilingRows _rows;
    private readonly ScoringModel _model;
    private readonly int _batchSize;
    private readonly IdInterner[] _ids;
    private int _block;

    /// <summary>Makes a ceiling whose passes are yet to come.</summary>
    /// <param name="hub">Holds the payments.</param>
    /// <param name="rows">Their features.</param>
    /// <param name="model">The model.</param>
    /// <param name="batchSize">Payments of a batch.</param>
    public PipelineCeiling(HubEntity hub, PipelineCeilingRows rows, ScoringModel model, int batchSize)
    {
        (_hub, _rows, _model, _batchSize) = (hub, rows, model, batchSize);
        _ids = [.. hub.Partitions.Select(static _ => new IdInterner())];
    }

    /// <summary>All passes that were measured, together.</summary>
    public PipelineCeilingFigures Figures => PipelineCeilingFigures.Of(_passes);

    /// <summary>Measures the next block.</summary>
    /// <param name="cancellationToken">Ends it before it begins.</param>
    public async Task<PipelineCeilingFigures> PassAsync(CancellationToken cancellationToken)
    {
        if (_block == 0)
        {
            // Compiles, and makes the ids known that are known to whoever has read the payments before.
            await NextAsync(cancellationToken);
        }

        _passes.Add(await NextAsync(cancellationToken));
        return _passes[^1];
    }

    /// <summary>Measures the blocks that are left.</summary>
    /// <param name="cancellationToken">Ends it between two of them.</param>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        while (_block <= _rows.Blocks.Count)
        {
            await PassAsync(cancellationToken);
        }
    }

    private async Task<PipelineCeilingFigures> NextAsync(CancellationToken cancellationToken)
    {
        var block = _block++;
        var parts = _hub.Partitions.Select((partition, index) => ReadPart(partition, index, block)).ToList();
        var (started, before) = (Stopwatch.GetTimestamp(), ProcessCost.Now());

        // On threads of their own: the pool's may be held.
        var counts = await Task.WhenAll(parts.Select((part, index) => Task.Factory.StartNew(
            () => Run(part, _rows[index, block], _ids[index]), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var (elapsed, cost) = (Stopwatch.GetElapsedTime(started), ProcessCost.Now().Since(before));
        var events = counts.Sum();
        return new PipelineCeilingFigures(
            events, parts.Max(static part => part.Max(static batch => batch.Length)), elapsed.TotalSeconds, cost.Cpu.TotalMicroseconds / Math.Max(1, events));
    }

    private List<StreamEvent[]> ReadPart(HubPartition partition, int index, int block)
    {
        var (from, count) = _rows.Blocks.OfPartition(_hub.Partitions.Count).ElementAt(block);
        return [.. PipelineBatches.Read(partition, from, count, _batchSize)];
    }

    private long Run(List<StreamEvent[]> batches, float[] rows, IdInterner ids)
    {
        var scores = new float[_batchSize];
        var (count, at) = (0L, 0);
        foreach (var batch in batches)
        {
            foreach (ref readonly var payment in batch.AsSpan())
            {
                count += PaymentReader.TryRead(payment.Body.Span, ids, payment.EventType, out _, out _) ? 1 : 0;
            }

            _model.Score(rows.AsSpan(at, batch.Length * FraudColumns.Width), batch.Length, scores.AsSpan(0, batch.Length));
            at += batch.Length * FraudColumns.Width;
        }

        return count;
    }
}
