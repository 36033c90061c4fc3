namespace XbFunctions.Host;

/// <summary>The time limit of one try: a token that fires at the limit, and a signal when the try still runs a grace period later.</summary>
internal sealed class InvocationDeadline : IDisposable
{
    /// <summary>How long a function may take to end after its token has fired.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Action _overrun;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _registration;
    private readonly TaskCompletionSource _overran = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _grace;
    private volatile bool _isOver;

    /// <param name="limit">Longest run; <see langword="null"/> without bound.</param>
    /// <param name="time">The clock.</param>
    /// <param name="overrun">Called when the grace period is over, also while the try blocks the thread that began it.</param>
    public InvocationDeadline(TimeSpan? limit, TimeProvider time, Action overrun)
    {
        (_time, _overrun) = (time, overrun);
        _limit = limit is { } longest ? new CancellationTokenSource(longest, time) : new CancellationTokenSource();
        _registration = limit is null ? default : _limit.Token.UnsafeRegister(static state => ((InvocationDeadline)state!).BeginGrace(), this);
    }

    /// <summary>Fires at the limit.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>Completes when the grace period is over.</summary>
    public Task Overran => _overran.Task;

    public void Dispose()
    {
        _isOver = true;
        _registration.Dispose();
        _grace?.Dispose();
        _limit.Dispose();
    }

    private void BeginGrace() => _grace = _time.CreateTimer(static state => ((InvocationDeadline)state!).EndGrace(), this, Grace, Timeout.InfiniteTimeSpan);

    private void EndGrace()
    {
        if (!_isOver)
        {
            _overrun();
            _overran.TrySetResult();
        }
    }
}
