using System.Globalization;

namespace XbFunctions.App.Health;

/// <summary>Whether fraud model and forecasts are trained: the last run ended well, and not long ago.</summary>
/// <param name="runs">Remembers the runs.</param>
/// <param name="options">How long ago is long.</param>
/// <param name="time">The present.</param>
internal sealed class TrainingHealthCheck(TrainingRuns runs, HealthOptions options, TimeProvider time) : IHealthCheck
{
    /// <inheritdoc/>
    public string Name => "training";

    /// <inheritdoc/>
    public async Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(TrainingRuns.Names.Select(name => CheckAsync(name, cancellationToken)));
        return (found.Max(static one => one.Status), string.Join(' ', found.Select(static one => one.Detail)));
    }

    private async Task<(HealthState Status, string Detail)> CheckAsync(string name, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(name, cancellationToken) is not { } run)
        {
            return (HealthState.Ready, $"Training of {name} has not begun yet.");
        }

        if (run.FailedAt is { } failed && !(run.EndedAt > failed))
        {
            return (HealthState.Degraded, $"The last training of {name} failed at {Time(failed)} ({run.Failure}); the log says why.");
        }

        return time.GetUtcNow() - (run.EndedAt ?? run.FirstBeganAt) > options.MaxTrainingAge
            ? (HealthState.Degraded, run.EndedAt is { } last
                ? $"Training of {name} has not ended since {Time(last)}."
                : $"Training of {name} has never ended since it first began at {Time(run.FirstBeganAt)}.")
            : (HealthState.Ready, run.EndedAt is { } ended ? $"Training of {name} ended at {Time(ended)}." : $"Training of {name} is under way.");
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
