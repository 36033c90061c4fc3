namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>Scores candidates by their rows. Implementations are thread-safe.</summary>
public interface IItemRanker
{
    /// <summary>Scores a batch.</summary>
    /// <param name="rows">Row-major values, shape <c>[scores.Length, RankerColumns.Width]</c>; NaN is missing.</param>
    /// <param name="scores">Destination; the higher, the nearer to the top, in [0, 1].</param>
    /// <returns>Whether there is a ranker; where not, <paramref name="scores"/> is left as it is.</returns>
    bool TryScore(ReadOnlySpan<float> rows, Span<float> scores);
}
