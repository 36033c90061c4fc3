namespace XbFunctions.Host;

/// <summary>Tells the supervisor four times a second how far this process is.</summary>
internal sealed class ProgressReports : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly SupervisedProcess _supervisor;
    private readonly Func<PlatformProgress> _progress;
    private readonly InvocationCounts _counts;
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;

    public ProgressReports(SupervisedProcess supervisor, Func<PlatformProgress> progress, InvocationCounts counts, TimeProvider time)
    {
        (_supervisor, _progress, _counts) = (supervisor, progress, counts);
        _timer = new PeriodicTimer(Interval, time);
        _loop = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        do
        {
            var progress = _progress();
            await _supervisor.TellAsync(new ProgressMessage(progress.Positions, _counts.Outstanding, _counts.OutstandingRetries, progress.Counters))
                .ConfigureAwait(false);
        }
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false));
    }
}
