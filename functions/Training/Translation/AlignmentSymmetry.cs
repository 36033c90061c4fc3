namespace XbFunctions.Training.Translation;

/// <summary>Makes one alignment of two: grow-diag-final-and (Koehn, Och and Marcu 2003; Koehn et al. 2005).</summary>
internal static class AlignmentSymmetry
{
    private static readonly (int Row, int Column)[] Neighbours = [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)];

    /// <summary>Joins the alignments of one sentence pair.</summary>
    /// <param name="toSource">For each target word its source position, or −1.</param>
    /// <param name="toTarget">For each source word its target position, or −1.</param>
    /// <returns>Points (source, target).</returns>
    public static List<(int Source, int Target)> Join(int[] toSource, int[] toTarget)
    {
        var points = new HashSet<(int Source, int Target)>();
        var union = new HashSet<(int Source, int Target)>();
        for (var j = 0; j < toSource.Length; j++)
        {
            if (toSource[j] >= 0)
            {
                union.Add((toSource[j], j));
                if (toTarget[toSource[j]] == j)
                {
                    points.Add((toSource[j], j));
                }
            }
        }

        for (var i = 0; i < toTarget.Length; i++)
        {
            if (toTarget[i] >= 0)
            {
                union.Add((i, toTarget[i]));
            }
        }

        var (rows, columns) = (points.Select(static point => point.Source).ToHashSet(), points.Select(static point => point.Target).ToHashSet());
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var point in points.Order().ToList())
            {
                foreach (var (row, column) in Neighbours)
                {
                    var next = (point.Source + row, point.Target + column);
                    if (union.Contains(next) && !points.Contains(next) && (!rows.Contains(next.Item1) || !columns.Contains(next.Item2)))
                    {
                        Add(next);
                        grew = true;
                    }
                }
            }
        }

        foreach (var point in union.Order())
        {
            if (!rows.Contains(point.Source) && !columns.Contains(point.Target))
            {
                Add(point);
            }
        }

        return [.. points.Order()];

        void Add((int Source, int Target) point)
        {
            points.Add(point);
            rows.Add(point.Source);
            columns.Add(point.Target);
        }
    }
}
