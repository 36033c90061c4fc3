using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace XbFunctions.App.Health;

/// <summary>Runs the checks, each with a time of its own, and gives one answer to all that ask at about the same time. Thread-safe.</summary>
/// <param name="checks">What is checked.</param>
/// <param name="options">Times.</param>
/// <param name="time">Clock of the answers.</param>
/// <param name="logger">Told why a check failed.</param>
public sealed class Readiness(IEnumerable<IHealthCheck> checks, HealthOptions options, TimeProvider time, ILogger<Readiness> logger) : IDisposable
{
    private readonly ImmutableArray<IHealthCheck> _checks = [.. checks];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private HealthAnswer? _answer;
    private long _answeredAt;

    /// <summary>Gives the newest answer; runs the checks where it is too old.</summary>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    public async Task<HealthAnswer> AskAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_answer is { } known && time.GetElapsedTime(_answeredAt) < options.MaxAge)
            {
                return known;
            }

            // A caller that goes away does not spoil the answer of the others.
            var findings = await Task.WhenAll(_checks.Select(RunAsync));
            _answer = new HealthAnswer(findings.Max(static finding => finding.Status), findings);
            _answeredAt = time.GetTimestamp();
            return _answer;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<HealthFinding> RunAsync(IHealthCheck check)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.CheckTimeout, time);
        var (status, detail) = await RunAsync(check, timeout.Token);
        return new HealthFinding(check.Name, status, detail, Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1));
    }

    private async Task<(HealthState Status, string Detail)> RunAsync(IHealthCheck check, CancellationToken timeout)
    {
        try
        {
            // Not every client heeds its token at once.
            return await check.CheckAsync(timeout).WaitAsync(timeout);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return (HealthState.Failed, $"It did not answer within {options.CheckTimeout.TotalSeconds:0.###} s.");
        }
#pragma warning disable CA1031 // Whatever a check throws is its finding.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            // The message may name accounts and addresses: it goes to the log, not to whoever asks.
            logger.CheckFailed(check.Name, fault);
            return (HealthState.Failed, $"It failed ({fault.GetType().Name}); the log says why.");
        }
    }
}
