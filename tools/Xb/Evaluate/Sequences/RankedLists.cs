namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>The best items of every history, by source, fused and re-ranked.</summary>
internal static class RankedLists
{
    /// <summary>Items of a list.</summary>
    public const int Length = 20;

    /// <summary>The lists of every source, and last those of all sources fused by rank.</summary>
    /// <param name="stage">What was learnt.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static int[][][] BySource(SequenceStage stage, IProgress<WorkDone>? progress, CancellationToken cancellationToken)
    {
        var rows = new CandidateRows(stage);
        var lists = StageDesk.Names.Append("fused").Select(_ => new int[stage.Histories.Count][]).ToArray();
        StageWork.Run(stage, [.. Enumerable.Range(0, stage.Histories.Count)], (desk, index) =>
        {
            lists[^1][index] = Cut(rows.Choose(desk, index, out var tops));
            for (var source = 0; source < tops.Length; source++)
            {
                lists[source][index] = Cut(tops[source]);
            }
        }, progress, cancellationToken);
        return lists;
    }

    /// <summary>The lists of a ranker over the candidates of all sources.</summary>
    /// <param name="stage">What was learnt.</param>
    /// <param name="indices">Histories.</param>
    /// <param name="ranker">Scores rows.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static int[][] ByRanker(
        SequenceStage stage,
        IReadOnlyList<int> indices,
        RowScorer ranker,
        IProgress<WorkDone>? progress,
        CancellationToken cancellationToken)
    {
        var rows = new CandidateRows(stage);
        var lists = new int[indices.Count][];
        StageWork.Run(stage, indices, (desk, place) =>
        {
            var candidates = rows.Choose(desk, indices[place], out var tops);
            var values = new float[candidates.Length * CandidateColumns.Count];
            rows.Write(desk, indices[place], candidates, tops, values);
            var scores = new double[candidates.Length];
            ranker(values, scores);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = -scores[i];
            }

            Array.Sort(scores, candidates);
            lists[place] = Cut(candidates);
        }, progress, cancellationToken);
        return lists;
    }

    private static int[] Cut(int[] items) => items.Length <= Length ? items : items[..Length];
}
