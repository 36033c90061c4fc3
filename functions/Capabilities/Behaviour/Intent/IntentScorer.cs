using Microsoft.Extensions.Logging;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Scores open sessions by the intent model of the registry, and says why. Without a model, or where it fails, sessions stay unscored: no fault
/// of it reaches a batch. Thread-safe.
/// </summary>
/// <param name="slot">Follows the champion; owned from here on.</param>
/// <param name="instruments">Metrics.</param>
/// <param name="logger">Told of models and faults.</param>
public sealed class IntentScorer(ModelSlot slot, BehaviourInstruments instruments, ILogger<IntentScorer> logger) : IAsyncDisposable
{
    /// <summary>Name of the model in the registry.</summary>
    public const string ModelName = "intent";

    /// <summary>Reasons given for a probability.</summary>
    public const int MostReasons = 3;

    private string? _announced;
    private string? _failed;

    /// <summary>Version in use, or <see langword="null"/> where there is none.</summary>
    public string? Version => slot.Manifest?.Version;

    /// <summary>Looks for the model, then goes on looking in the background.</summary>
    /// <param name="cancellationToken">Stops the first look.</param>
    public Task<ModelRefresh> StartAsync(CancellationToken cancellationToken = default) => slot.StartAsync(cancellationToken);

    /// <summary>Says why a session has its probability, by exact SHAP values of the model in use.</summary>
    /// <param name="row">The session's row, shape <c>[IntentColumns.Width]</c>.</param>
    /// <returns>The columns that moved it most, the strongest first; empty without a model that can be explained.</returns>
    public IReadOnlyList<IntentReason> Explain(ReadOnlySpan<float> row)
    {
        using var lease = slot.Lease();
        if (lease?.Model.Explainer is not { } explainer || row.Length != explainer.Width)
        {
            return [];
        }

        var contributions = new double[explainer.Width];
        explainer.Explain(row, contributions, out _);
        var values = row.ToArray();
        return
        [
            .. Enumerable.Range(0, contributions.Length)
                .Where(column => contributions[column] != 0)
                .OrderByDescending(column => Math.Abs(contributions[column]))
                .Take(MostReasons)
                .Select(column => new IntentReason(
                    IntentColumns.Names[column],
                    IntentColumns.TextOf(column),
                    float.IsNaN(values[column]) ? null : Math.Round(values[column], 2),
                    Math.Round(contributions[column], 4))),
        ];
    }

    /// <summary>Scores rows in one run of the model.</summary>
    /// <param name="rows">Row-major values, shape <c>[scores.Length, IntentColumns.Width]</c>.</param>
    /// <param name="scores">Destination, probabilities in [0, 1].</param>
    /// <returns>False where there is no model or it failed; <paramref name="scores"/> then hold nothing.</returns>
    internal bool TryScore(ReadOnlySpan<float> rows, Span<float> scores)
    {
        using var lease = slot.Lease();
        Announce(lease?.Model.Manifest.Version);
        if (lease is null)
        {
            instruments.IntentsMissing("noModel", scores.Length);
            return false;
        }

        try
        {
            lease.Model.Score(rows, scores.Length, scores);
            instruments.IntentsScored(scores.Length);
            return true;
        }
        catch (Exception fault)
        {
            // Whatever it is, clicks are counted without it. Said once a version: a broken one fails every batch.
            instruments.IntentsMissing("failed", scores.Length);
            var version = lease.Model.Manifest.Version;
            if (Interlocked.Exchange(ref _failed, version) != version)
            {
                logger.IntentFailed(fault, version);
            }

            return false;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => slot.DisposeAsync();

    private void Announce(string? version)
    {
        var name = version ?? "none";
        if (Interlocked.Exchange(ref _announced, name) == name)
        {
            return;
        }

        if (version is null)
        {
            logger.NoIntentModel(slot.Reason ?? "the model was closed.");
        }
        else
        {
            logger.IntentModelInUse(version);
        }
    }
}
