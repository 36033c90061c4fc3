using Azure;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Warnings from their blob. Who asks gets what is known at once; when that is older than the poll interval, the blob is read beside. A blob
/// that cannot be read leaves the warnings until they expire. Thread-safe.
/// </summary>
/// <param name="store">The blob.</param>
/// <param name="options">Settings.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Told when warnings change or cannot be read.</param>
public sealed class PolledWarnings(WarningStore store, WarningOptions options, TimeProvider time, ILogger<PolledWarnings> logger)
    : IFraudWarnings
{
    private readonly Lock _gate = new();
    private ActiveWarning[] _known = [];
    private WarningMatcher? _matcher;
    private ETag _version;
    private DateTimeOffset _nextPoll = DateTimeOffset.MinValue;
    private Task _polling = Task.CompletedTask;

    /// <inheritdoc/>
    public WarningMatcher? Current
    {
        get
        {
            var now = time.GetUtcNow();
            lock (_gate)
            {
                if (now >= _nextPoll && _polling.IsCompleted)
                {
                    _nextPoll = now + options.PollInterval;
                    _polling = Task.Run(PollAsync);
                }

                if (_matcher is { } matcher && matcher.Until <= now)
                {
                    Take(_known, now);
                }

                return _matcher;
            }
        }
    }

    /// <summary>The reading that was begun last.</summary>
    internal Task Polling
    {
        get
        {
            lock (_gate)
            {
                return _polling;
            }
        }
    }

    private async Task PollAsync()
    {
        try
        {
            var (warnings, version) = await store.ReadActiveAsync(_version, CancellationToken.None).ConfigureAwait(false);
            lock (_gate)
            {
                _version = version;
                if (warnings is not null)
                {
                    Take(warnings, time.GetUtcNow());
                    logger.WarningsRead(_matcher?.Count ?? 0);
                }
            }
        }
        catch (Exception fault)
        {
            logger.WarningsNotRead(fault);
        }
    }

    private void Take(ActiveWarning[] warnings, DateTimeOffset now)
    {
        _known = [.. warnings.Where(warning => warning.ExpiresAt > now)];
        var matcher = new WarningMatcher(_known);
        _matcher = matcher.Count == 0 ? null : matcher;
    }
}
