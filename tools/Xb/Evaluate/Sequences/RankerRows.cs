using XbFunctions.Training;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Training rows of the ranker: the candidates of histories whose wanted item is among them.</summary>
internal static class RankerRows
{
    /// <summary>Collects the rows, by history.</summary>
    /// <param name="stage">What was learnt without the wanted items.</param>
    /// <param name="targets">The wanted item of each history.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>For each history its rows and the place of the wanted item, or <see langword="null"/> where it is no candidate.</returns>
    public static (float[] Rows, int Wanted)?[] Collect(
        SequenceStage stage, IReadOnlyList<int> targets, IProgress<WorkDone>? progress, CancellationToken cancellationToken)
    {
        var rows = new CandidateRows(stage);
        var groups = new (float[] Rows, int Wanted)?[stage.Histories.Count];
        StageWork.Run(stage, [.. Enumerable.Range(0, stage.Histories.Count)], (desk, index) =>
        {
            var candidates = rows.Choose(desk, index, out var tops);
            var wanted = Array.IndexOf(candidates, targets[index]);
            if (wanted >= 0)
            {
                var values = new float[candidates.Length * CandidateColumns.Count];
                rows.Write(desk, index, candidates, tops, values);
                groups[index] = (values, wanted);
            }
        }, progress, cancellationToken);
        return groups;
    }

    /// <summary>Puts the rows of some histories together.</summary>
    /// <param name="groups">What <see cref="Collect"/> gave.</param>
    /// <param name="isTaken">Which histories.</param>
    public static RankingData Join((float[] Rows, int Wanted)?[] groups, Func<int, bool> isTaken)
    {
        var taken = groups.Index().Where(entry => entry.Item is not null && isTaken(entry.Index))
            .Select(static entry => entry.Item!.Value).ToArray();
        int[] sizes = [.. taken.Select(static group => group.Rows.Length / CandidateColumns.Count)];
        var rows = new float[taken.Sum(static group => group.Rows.Length)];
        var labels = new float[sizes.Sum()];
        var at = 0;
        foreach (var (index, group) in taken.Index())
        {
            group.Rows.CopyTo(rows, at * CandidateColumns.Count);
            labels[at + group.Wanted] = 1;
            at += sizes[index];
        }

        return new RankingData(CandidateColumns.Names, rows, labels, sizes);
    }
}
