using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>The payments that a ceiling reads and their features, made before the run.</summary>
internal sealed class PipelineCeilingParts
{
    private readonly PipelineCeilingPart[][] _parts;

    private PipelineCeilingParts(PipelineCeilingPart[][] parts) => _parts = parts;

    /// <summary>Number of passes.</summary>
    public int Passes => _parts[0].Length;

    /// <summary>Number of partitions.</summary>
    public int Partitions => _parts.Length;

    /// <summary>Reads the payments and computes their features.</summary>
    /// <param name="hub">Holds the payments.</param>
    /// <param name="blocks">Which of them.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends it between two partitions.</param>
    public static PipelineCeilingParts Of(HubEntity hub, PipelineCeilingBlocks blocks, Action<double> progress, CancellationToken cancellationToken)
    {
        var (parts, done) = (new PipelineCeilingPart[hub.Partitions.Count][], 0);
        Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            parts[index] = [.. PipelineFeatures.Of(hub.Partitions[index], blocks.OfPartition(parts.Length))];
            progress(Interlocked.Increment(ref done) / (double)parts.Length);
        });

        // The states behind the features are large, and would be left to the run's own collections.
        GC.Collect();
        return new PipelineCeilingParts(parts);
    }

    /// <summary>What a pass reads of a partition.</summary>
    /// <param name="partition">Index of the partition.</param>
    /// <param name="pass">Index of the pass; 0 is the one to get warm.</param>
    public PipelineCeilingPart this[int partition, int pass] => _parts[partition][pass];
}
