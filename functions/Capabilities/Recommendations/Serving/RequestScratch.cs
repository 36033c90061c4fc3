using XbFunctions.Capabilities.Recommendations.Ranking;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What one request works with, kept for the next one of the same thread. Holds numbers of items only.</summary>
internal sealed class RequestScratch
{
    [ThreadStatic]
    private static RequestScratch? _own;

    /// <summary>The thread's own.</summary>
    public static RequestScratch Own => _own ??= new RequestScratch();

    /// <summary>The rules.</summary>
    public ItemRules Rules { get; } = new();

    /// <summary>Candidates.</summary>
    public CandidateBoard Board { get; } = new();

    /// <summary>Candidates, best first.</summary>
    public List<RecommendedItem> Sorted { get; } = [];

    /// <summary>Scores of the sequence model.</summary>
    public NextItemScores NextItems { get; } = new();

    /// <summary>Writes the ranker's rows.</summary>
    public RankerRowWriter Rows { get; } = new();

    /// <summary>Puts lists in order.</summary>
    public DiverseSelection Selection { get; } = new();
}
