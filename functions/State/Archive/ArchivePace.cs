namespace XbFunctions.State;

/// <summary>
/// Lets one archive file be made at a time in a process, and has its making rest every few milliseconds: a file of 160 columns takes a core for a third of
/// a second, which batches would wait for where cores are few. Nothing rests while a stream waits for its archive, or while the app stops.
/// </summary>
/// <param name="clock">Times work and rests.</param>
internal sealed class ArchivePace(TimeProvider clock) : IArchivePace, IDisposable
{
    /// <summary>Work after which a rest comes.</summary>
    public static readonly TimeSpan Work = TimeSpan.FromMilliseconds(4);

    /// <summary>Rest in multiples of the work before it.</summary>
    public const int RestFactor = 3;

    /// <summary>Longest rest: a file of 160 columns is made within a few seconds even where each column takes long.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _hurried;
    private long _since;

    /// <summary>Makes a file when it is its turn.</summary>
    /// <param name="make">Makes it; rests between its columns by the pace it is given.</param>
    /// <param name="cancellationToken">Gives up waiting or making.</param>
    public async Task<T> RunAsync<T>(Func<IArchivePace, CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _since = clock.GetTimestamp();
            return await make(this, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Does something during which no file's making rests.</summary>
    /// <param name="wait">What is waited for.</param>
    public async Task HurryAsync(Func<Task> wait)
    {
        Interlocked.Increment(ref _hurried);
        try
        {
            await wait().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _hurried);
        }
    }

    /// <inheritdoc/>
    public async ValueTask RestAsync(CancellationToken cancellationToken)
    {
        var worked = clock.GetElapsedTime(_since);
        if (worked < Work)
        {
            return;
        }

        if (Volatile.Read(ref _hurried) == 0)
        {
            var rest = worked * RestFactor;
            await Task.Delay(rest < LongestRest ? rest : LongestRest, clock, cancellationToken).ConfigureAwait(false);
        }

        _since = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
