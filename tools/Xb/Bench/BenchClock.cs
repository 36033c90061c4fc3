namespace XbFunctions.Xb.Bench;

/// <summary>Does one thing over and over, side by side, until the time is over.</summary>
internal static class BenchClock
{
    /// <summary>Runs it.</summary>
    /// <param name="row">Name of the measurement and its durability.</param>
    /// <param name="options">Time, batch and number of workers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="measure">Tells what the measured process has used.</param>
    /// <param name="once">Handles one batch as the worker of that number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="perCall">Events of one call; a batch when left out.</param>
    public static async Task<HubBenchRow> RunAsync(
        (string Name, string Durability) row,
        HubBenchOptions options,
        TimeProvider time,
        Func<CancellationToken, Task<ProcessCost>> measure,
        Func<int, CancellationToken, Task> once,
        CancellationToken cancellationToken,
        int? perCall = null)
    {
        // Links are opened and code is compiled before it counts.
        await WorkAllAsync(time.GetTimestamp(), options.Time / 4);
        var (before, start) = (await measure(cancellationToken), time.GetTimestamp());
        var calls = await WorkAllAsync(start, options.Time);
        var elapsed = time.GetElapsedTime(start);
        var cost = (await measure(cancellationToken)).Since(before);
        return HubBenchRow.Of(row.Name, row.Durability, calls.Sum() * (perCall ?? options.Batch), elapsed, cost, options.EventBytes);

        Task<long[]> WorkAllAsync(long from, TimeSpan length) => Task.WhenAll(
            Enumerable.Range(0, options.Partitions).Select(worker => Task.Run(() => WorkAsync(worker, from, length), cancellationToken)));

        async Task<long> WorkAsync(int worker, long from, TimeSpan length)
        {
            var count = 0L;
            do
            {
                await once(worker, cancellationToken);
                count++;
            }
            while (time.GetElapsedTime(from) < length);
            return count;
        }
    }
}
