using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Inference;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>A ranker that no registry has yet. Thread-safe.</summary>
/// <param name="model">The model; the caller disposes it.</param>
internal sealed class ModelRanker(ScoringModel model) : IItemRanker
{
    /// <inheritdoc/>
    public bool TryScore(ReadOnlySpan<float> rows, Span<float> scores)
    {
        model.Score(rows, scores.Length, scores);
        return true;
    }
}
