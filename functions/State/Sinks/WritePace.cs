namespace XbFunctions.State;

/// <summary>
/// Lets one partition of a process write behind the commit at a time, and has the store rest afterwards in proportion to what the writing took:
/// a slow store is written to less often, what changes meanwhile is written once, and appends to the journal do not queue behind it.
/// </summary>
/// <param name="clock">Times writing and resting.</param>
internal sealed class WritePace(TimeProvider clock) : IDisposable
{
    /// <summary>Longest rest after one writing.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    /// <summary>Rest in multiples of the time that the writing took: the store is left alone for three quarters of the time.</summary>
    public const int RestFactor = 3;

    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(1);
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Writes when it is this partition's turn, and rests.</summary>
    /// <param name="write">Writes what waits.</param>
    /// <param name="cancellationToken">Gives up waiting, writing or resting.</param>
    public async Task RunAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var started = clock.GetTimestamp();
            await write(cancellationToken).ConfigureAwait(false);
            var rest = clock.GetElapsedTime(started) * RestFactor;
            if (rest >= ShortestRest)
            {
                await Task.Delay(rest < LongestRest ? rest : LongestRest, clock, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
