using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Fires one timer function: at its times, once for what was missed, never two runs at a time.</summary>
internal sealed class TimerListener(
    FunctionExecutor executor, TimerSchedule schedule, TimerStatusStore statuses, SingletonLock singleton, TimeProvider time, ILogger logger)
    : IFunctionListener
{
    // Task.Delay takes 49 days at most, and a clock that was set is noticed within the hour.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(5);
    private readonly TimerTriggerAttribute _trigger = (TimerTriggerAttribute)executor.Function.Trigger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly bool _isMonitored =
        ((TimerTriggerAttribute)executor.Function.Trigger).UseMonitor && !schedule.IsFasterThanAMinute(time.GetLocalNow().DateTime);

    private Task _loop = Task.CompletedTask;
    private TimerStatus? _status;

    private string Name => executor.Function.Name;

    private DateTime Now => time.GetLocalNow().DateTime;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await singleton.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var started = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!started)
                {
                    await singleton.AcquireAsync(stopping).ConfigureAwait(false);
                    await BeginAsync(stopping).ConfigureAwait(false);
                    started = true;
                }

                await WaitAndFireAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.TimerFault(exception, Name);
                await Task.Delay(FaultDelay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task BeginAsync(CancellationToken stopping)
    {
        var isPastDue = _isMonitored && await IsPastDueAsync(stopping).ConfigureAwait(false);
        if (isPastDue || _trigger.RunOnStartup)
        {
            await FireAsync(isPastDue, Now).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsPastDueAsync(CancellationToken stopping)
    {
        _status = await statuses.ReadAsync(Name, stopping).ConfigureAwait(false);
        if (_status is null)
        {
            await ResetAsync().ConfigureAwait(false);
            return false;
        }

        var basis = _status.Last == default ? _status.LastUpdated : _status.Last;
        if (schedule.Next(basis.LocalDateTimeOf(time)) != _status.Next.LocalDateTimeOf(time))
        {
            // The schedule was changed since: what it would have fired before is not made up for.
            await ResetAsync().ConfigureAwait(false);
            return false;
        }

        return _status.Next < time.GetUtcNow();
    }

    private Task ResetAsync()
    {
        var now = time.GetLocalNow();
        return SaveAsync(new TimerStatus(default, At(schedule.Next(now.DateTime)), now));
    }

    private async Task WaitAndFireAsync(CancellationToken stopping)
    {
        var next = schedule.Next(Now);
        while (Now < next)
        {
            var remaining = next - Now;
            await Task.Delay(remaining < LongestWait ? remaining : LongestWait, time, stopping).ConfigureAwait(false);
        }

        await FireAsync(isPastDue: false, next).ConfigureAwait(false);
    }

    private async Task FireAsync(bool isPastDue, DateTime due)
    {
        await executor.RunAsync(new InvocationRequest(Info(isPastDue))).ConfigureAwait(false);
        if (_isMonitored)
        {
            await SaveAsync(new TimerStatus(At(due), At(schedule.Next(due)), time.GetLocalNow())).ConfigureAwait(false);
        }
    }

    private TimerInfo Info(bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        ScheduleStatus = _isMonitored && _status is { } status
            ? new ScheduleStatus
            {
                Last = status.Last == default ? default : status.Last.LocalDateTimeOf(time),
                Next = status.Next.LocalDateTimeOf(time),
                LastUpdated = status.LastUpdated.LocalDateTimeOf(time),
            }
            : null,
    };

    private async Task SaveAsync(TimerStatus status)
    {
        _status = status;
        try
        {
            await statuses.WriteAsync(Name, status, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.TimerStatusFailed(exception, Name);
        }
    }

    private DateTimeOffset At(DateTime local) =>
        new(local, time.LocalTimeZone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)));
}
