namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Runs work for many histories in parallel, a desk for each thread.</summary>
internal static class StageWork
{
    /// <summary>Runs it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="indices">Histories.</param>
    /// <param name="work">Told the desk, already filled, and the place in <paramref name="indices"/>.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static void Run(
        SequenceStage stage,
        IReadOnlyList<int> indices,
        Action<StageDesk, int> work,
        IProgress<WorkDone>? progress,
        CancellationToken cancellationToken)
    {
        var done = 0;
        Parallel.For(
            0,
            indices.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new StageDesk(stage),
            (place, _, desk) =>
            {
                desk.Score(indices[place]);
                work(desk, place);
                if (Interlocked.Increment(ref done) is var count && count % 500 == 0)
                {
                    progress?.Report(new WorkDone((double)count / indices.Count, ""));
                }

                return desk;
            },
            static _ => { });
    }
}
