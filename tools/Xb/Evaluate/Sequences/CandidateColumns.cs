namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Columns of a candidate's row, in order.</summary>
internal static class CandidateColumns
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. StageDesk.Names.SelectMany(static source => new[] { $"{source} score", $"{source} share of best", $"{source} 1/rank" }),
        "fused rank", "item count", "item place", "item last share", "link with last", "link with last but one", "link with third last",
        "links in history", "greatest link", "steps to nearest link", "link back from last",
        "attributes with last", "attributes with history",
        "embedding with last", "embedding with latest 5", "model score", "history length", "last item count", "mean item count", "steps since seen", "times seen", "late share",
    ];

    /// <summary>Number of columns.</summary>
    public static int Count { get; } = Names.Count;
}
