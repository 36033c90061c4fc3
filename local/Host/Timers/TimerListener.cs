using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Fires one timer function while it holds the timer's lock: at its times, once for what was missed, never two runs at a time.</summary>
/// <remarks>As in the service, a run that lasts beyond the next time is followed by one more run at once, however many times it passed over.</remarks>
internal sealed class TimerListener(FunctionExecutor executor, TimerMonitor monitor, SingletonLock singleton, TimeProvider time, ILogger logger)
    : IFunctionListener
{
    // Task.Delay takes 49 days at most, and a clock that was set is noticed within the hour.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    private string Name => executor.Function.Name;

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
        while (!stopping.IsCancellationRequested)
        {
            var lost = CancellationToken.None;
            try
            {
                lost = await singleton.AcquireAsync(stopping).ConfigureAwait(false);
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost);
                await ListenAsync(ending.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested || lost.IsCancellationRequested)
            {
                // Stopped, or another host fires from now on; the loop decides which.
            }
            catch (Exception exception)
            {
                logger.TimerFault(exception, Name);
                await Task.Delay(FaultDelay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ending)
    {
        var isPastDue = await monitor.BeginAsync(ending).ConfigureAwait(false);
        if (isPastDue || monitor.RunOnStartup)
        {
            await FireAsync(isPastDue ? TimerOccasion.PastDue : TimerOccasion.StartUp, ending).ConfigureAwait(false);
        }

        while (true)
        {
            await WaitAsync(ending).ConfigureAwait(false);
            await FireAsync(TimerOccasion.Scheduled, ending).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(CancellationToken ending)
    {
        for (var remaining = monitor.Next - time.GetUtcNow(); remaining > TimeSpan.Zero; remaining = monitor.Next - time.GetUtcNow())
        {
            await Task.Delay(remaining < LongestWait ? remaining : LongestWait, time, ending).ConfigureAwait(false);
        }

        ending.ThrowIfCancellationRequested();
    }

    private async Task FireAsync(TimerOccasion occasion, CancellationToken ending)
    {
        if (!await singleton.IsHeldAsync(ending).ConfigureAwait(false))
        {
            // The renewal loop finds out too, and tells the ending token.
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ending).ConfigureAwait(false);
        }

        var invokedAt = time.GetLocalNow();
        await executor.RunAsync(new InvocationRequest(monitor.Info(occasion == TimerOccasion.PastDue)), CancellationToken.None).ConfigureAwait(false);
        await monitor.FiredAsync(invokedAt, occasion).ConfigureAwait(false);
    }
}
