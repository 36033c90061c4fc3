namespace XbFunctions.Xb.Bench;

/// <summary>Which payments the passes of a ceiling read: blocks of the run's second half, each begun with a slice, and one before them to get warm.</summary>
/// <param name="From">How many payments come before the first block, over all partitions.</param>
/// <param name="Events">Payments of a block, over all partitions.</param>
/// <param name="Stride">Payments from the begin of one block to that of the next.</param>
/// <param name="Count">Blocks, without the one to get warm.</param>
internal readonly record struct PipelineCeilingBlocks(int From, int Events, int Stride, int Count)
{
    private const int MostEvents = 100_000;
    private const double Last = 0.15;

    /// <summary>The blocks of a run.</summary>
    /// <param name="options">The run.</param>
    public static PipelineCeilingBlocks Of(PipelineBenchOptions options)
    {
        // One block more than slices: each slice stands between two.
        var stride = (int)(PipelineSlices.MeasuredShare * options.Events / PipelineSlices.Most);
        var most = (int)(Last * options.Events);
        return new PipelineCeilingBlocks(options.Events / 2, Math.Min(MostEvents, Math.Min(stride, most)), stride, PipelineSlices.Most + 1);
    }

    /// <summary>Where the blocks of one partition begin and how many payments each has: the one to get warm, then the others.</summary>
    /// <param name="partitions">Number of partitions; payments are spread over them about evenly.</param>
    public IEnumerable<(int From, int Count)> OfPartition(int partitions)
    {
        yield return ((From - Events) / partitions, Events / partitions);
        for (var block = 0; block < Count; block++)
        {
            yield return ((From + (block * Stride)) / partitions, Events / partitions);
        }
    }
}
