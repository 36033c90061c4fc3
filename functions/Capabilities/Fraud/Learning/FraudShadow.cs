using Microsoft.Extensions.Logging;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Scores live payments by the challenger beside the model that serves. Its scores are archived and acted on by nobody, and no fault of it
/// reaches a batch. Costs one more run a batch while there is a challenger, and nothing while there is none. Safe for several partitions.
/// </summary>
/// <param name="slot">Follows the challenger pointer; owned from here on.</param>
/// <param name="logger">Told when a challenger fails.</param>
public sealed class FraudShadow(ModelSlot slot, ILogger<FraudShadow> logger) : IAsyncDisposable
{
    private string? _failed;

    /// <summary>Version in shadow, or <see langword="null"/> where there is none.</summary>
    public string? Version => slot.Manifest?.Version;

    /// <summary>Why there is none, or why the last challenger was refused; <see langword="null"/> while all is well.</summary>
    public string? Reason => slot.Reason;

    /// <summary>Looks for a challenger, then goes on looking in the background.</summary>
    /// <param name="cancellationToken">Stops the first look.</param>
    public Task StartAsync(CancellationToken cancellationToken = default) => slot.StartAsync(cancellationToken);

    /// <summary>Looks for a challenger now.</summary>
    /// <param name="cancellationToken">Stops the look.</param>
    public Task RefreshAsync(CancellationToken cancellationToken = default) => slot.RefreshAsync(cancellationToken);

    /// <summary>Scores a batch.</summary>
    /// <param name="rows">Feature rows, row-major <c>[scores.Length, FraudColumns.Width]</c>.</param>
    /// <param name="scores">Destination; NaN where nothing was scored.</param>
    /// <returns>Version that scored, or <see langword="null"/> where none did.</returns>
    public string? Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        using var lease = slot.Lease();
        if (lease is not null)
        {
            var version = lease.Model.Manifest.Version;
            try
            {
                lease.Model.Score(rows, scores.Length, scores);
                return version;
            }
            catch (Exception fault)
            {
                // Whatever it is, payments are decided without it. Said once a version: a broken one fails every batch.
                if (Interlocked.Exchange(ref _failed, version) != version)
                {
                    logger.ShadowFailed(fault, version);
                }
            }
        }

        scores.Fill(float.NaN);
        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => slot.DisposeAsync();
}
