using Azure;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The policy in use, kept at the store's pointer: looked for again and again, compiled beside the old one and swapped. A policy that cannot be
/// used is refused and the old one stays. Until one is found, the shipped policy decides. Thread-safe.
/// </summary>
public sealed class FraudPolicySlot : IAsyncDisposable
{
    /// <summary>Time between two looks at the pointer: a change is live within as much.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);

    private readonly FraudPolicyStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private FraudPolicy _current = FraudPolicy.Default;
    private string? _reason;
    private ETag? _seen;
    private Task _polling = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Makes a slot with the shipped policy.</summary>
    /// <param name="store">Where the policies are.</param>
    /// <param name="time">Drives the polling.</param>
    /// <param name="logger">Told of swaps, refusals and outages.</param>
    public FraudPolicySlot(FraudPolicyStore store, TimeProvider time, ILogger<FraudPolicySlot> logger) =>
        (_store, _time, _logger) = (store, time, logger);

    /// <summary>The policy in use.</summary>
    public FraudPolicy Current => Volatile.Read(ref _current);

    /// <summary>Why the pointer's policy was refused or not read; null while all is well.</summary>
    public string? Reason => Volatile.Read(ref _reason);

    /// <summary>Looks once, then goes on looking in the background. A store that is empty, broken or away does not fail it.</summary>
    /// <param name="cancellationToken">Stops the first look.</param>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        _polling = PollAsync(_stopping.Token);
    }

    /// <summary>Looks at the pointer now and swaps where it names another good policy. One call at a time.</summary>
    /// <param name="cancellationToken">Stops; what was in use stays.</param>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (await _store.GetCurrentAsync(_seen, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                _logger.PolicyInUse(stored.Policy.Version, Current.Version);
                Volatile.Write(ref _current, stored.Policy);
                _seen = stored.ETag;
            }

            Volatile.Write(ref _reason, null);
        }
        catch (PolicyException exception)
        {
            if (Interlocked.Exchange(ref _reason, exception.Message) != exception.Message)
            {
                _logger.PolicyRefused(exception.Message, Current.Version);
            }
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Volatile.Write(ref _reason, exception.Message);
            _logger.PolicyUnreachable(_store.Location, Current.Version, exception.Message);
        }
    }

    /// <summary>Stops looking.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _polling.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await PollOnceAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposing the slot ends the loop this way.
        }
    }

    private async Task PollOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault nobody foresaw must not end the polling for the life of the process.
            _logger.PolicyRefreshFailed(exception);
        }
    }
}
