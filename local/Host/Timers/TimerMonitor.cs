using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Keeps the state of one schedule: when it fired, when it fires next, and, where it is monitored, the status blob of both.</summary>
internal sealed class TimerMonitor(
    string function, TimerTriggerAttribute trigger, TimerSchedule schedule, TimerStatusStore statuses, TimeProvider time, ILogger logger)
{
    private readonly bool _isMonitored = trigger.UseMonitor && !schedule.IsFasterThanAMinute(time.GetUtcNow(), time.LocalTimeZone);
    private TimerStatus _status = new(default, DateTimeOffset.MaxValue, default);

    /// <summary>Whether the function also runs at every start.</summary>
    public bool RunOnStartup => trigger.RunOnStartup;

    /// <summary>When it fires next.</summary>
    public DateTimeOffset Next => _status.Next;

    /// <summary>Takes up the schedule when the lock was acquired.</summary>
    /// <returns>Whether a time was missed while no host ran.</returns>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        var now = time.GetLocalNow();
        _status = new TimerStatus(default, NextAfter(now), default);
        if (!_isMonitored)
        {
            return false;
        }

        if (await statuses.ReadAsync(function, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            // Written before it first fires, so that a first time that is missed is noticed. The function itself sees no update yet.
            await SaveAsync(_status with { LastUpdated = now }).ConfigureAwait(false);
            return false;
        }

        _status = stored;
        await TakeUpChangeAsync(now).ConfigureAwait(false);
        return now > _status.Next;
    }

    /// <summary>What the function is told.</summary>
    public TimerInfo Info(bool isPastDue) => new() { IsPastDue = isPastDue, ScheduleStatus = _isMonitored ? View(_status) : null };

    /// <summary>What the function is told when it is run by hand: the stored state, whichever host fires.</summary>
    public async Task<TimerInfo> InfoByHandAsync(CancellationToken cancellationToken) => new()
    {
        ScheduleStatus = _isMonitored && await statuses.ReadAsync(function, cancellationToken).ConfigureAwait(false) is { } stored ? View(stored) : null,
    };

    /// <summary>Moves the schedule on after a run that began at <paramref name="invokedAt"/>.</summary>
    public async Task FiredAsync(DateTimeOffset invokedAt, TimerOccasion occasion)
    {
        // A clock may fire a little early; counted from there, the same time would come twice.
        var counted = occasion == TimerOccasion.Scheduled && _status.Next > invokedAt ? _status.Next : invokedAt;
        _status = new TimerStatus(counted, NextAfter(counted), counted);
        if (_isMonitored)
        {
            await SaveAsync(_status).ConfigureAwait(false);
        }
    }

    // A schedule that was changed since is not past due: what it would have fired before is not made up for.
    private async Task TakeUpChangeAsync(DateTimeOffset now)
    {
        var counted = _status.Last != default ? _status.Last : _status.LastUpdated != default ? _status.LastUpdated : now;
        var expected = NextAfter(counted);
        if (expected == _status.Next)
        {
            return;
        }

        if (now > expected)
        {
            (expected, counted) = (NextAfter(now), now);
        }

        _status = new TimerStatus(default, expected, counted);
        await SaveAsync(_status).ConfigureAwait(false);
    }

    private DateTimeOffset NextAfter(DateTimeOffset moment) => schedule.Next(moment, time.LocalTimeZone);

    private ScheduleStatus View(TimerStatus status) => new()
    {
        Last = Local(status.Last),
        Next = Local(status.Next),
        LastUpdated = Local(status.LastUpdated),
    };

    private DateTime Local(DateTimeOffset moment) => moment == default ? default : TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).DateTime;

    private async Task SaveAsync(TimerStatus status)
    {
        try
        {
            await statuses.WriteAsync(function, status, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.TimerStatusFailed(exception, function);
        }
    }
}
