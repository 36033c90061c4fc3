using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>The ranker in use, kept at the registry's champion. Thread-safe.</summary>
/// <param name="slot">The slot of model <see cref="RankerColumns.ModelName"/>, not started: <see cref="RefreshAsync"/> looks.</param>
public sealed class RankerSlot(ModelSlot slot) : IItemRanker, IAsyncDisposable
{
    /// <summary>Version in use; null for none.</summary>
    public string? Version => slot.Manifest?.Version;

    /// <inheritdoc/>
    public bool TryScore(ReadOnlySpan<float> rows, Span<float> scores)
    {
        using var lease = slot.Lease();
        if (lease is null)
        {
            return false;
        }

        lease.Model.Score(rows, scores.Length, scores);
        return true;
    }

    /// <summary>Looks for another champion now.</summary>
    /// <param name="cancellationToken">Stops; what was in use stays.</param>
    public Task<ModelRefresh> RefreshAsync(CancellationToken cancellationToken = default) => slot.RefreshAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => slot.DisposeAsync();
}
