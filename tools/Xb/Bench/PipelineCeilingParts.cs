using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>Features of the payments that a ceiling reads, computed beforehand: those that they have behind all payments before them.</summary>
internal sealed class PipelineCeilingRows
{
    private readonly List<float[]>[] _rows;

    private PipelineCeilingRows(PipelineCeilingBlocks blocks, List<float[]>[] rows) => (Blocks, _rows) = (blocks, rows);

    /// <summary>Which payments they are of.</summary>
    public PipelineCeilingBlocks Blocks { get; }

    /// <summary>Computes the features.</summary>
    /// <param name="hub">Holds the payments.</param>
    /// <param name="blocks">Which of them.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends it between two partitions.</param>
    public static PipelineCeilingRows Of(HubEntity hub, PipelineCeilingBlocks blocks, Action<double> progress, CancellationToken cancellationToken)
    {
        var (rows, done) = (new List<float[]>[hub.Partitions.Count], 0);
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, partition =>
        {
            rows[partition] = [.. PipelineFeatures.Of(hub.Partitions[partition], blocks.OfPartition(rows.Length))];
            progress(Interlocked.Increment(ref done) / (double)rows.Length);
        });
        return new PipelineCeilingRows(blocks, rows);
    }

    /// <summary>Features of a block.</summary>
    /// <param name="partition">Index of the partition.</param>
    /// <param name="block">Index of the block; 0 is the one to get warm.</param>
    /// <returns>Row-major <c>[payments, FraudColumns.Width]</c>.</returns>
    public float[] this[int partition, int block] => _rows[partition][block];
}
