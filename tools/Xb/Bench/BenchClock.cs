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
        await Task.WhenAll(Enumerable.Range(0, options.Partitions).Select(worker => once(worker, cancellationToken)));
        var (before, start) = (await measure(cancellationToken), time.GetTimestamp());
        var calls = await Task.WhenAll(Enumerable.Range(0, options.Partitions).Select(worker => Task.Run(() => WorkAsync(worker), cancellationToken)));
        var elapsed = time.GetElapsedTime(start);
        var cost = (await measure(cancellationToken)).Since(before);
        return HubBenchRow.Of(row.Name, row.Durability, calls.Sum() * (perCall ?? options.Batch), elapsed, cost, options.EventBytes);

        async Task<long> WorkAsync(int worker)
        {
            var count = 0L;
            for (; time.GetElapsedTime(start) < options.Time; count++)
            {
                await once(worker, cancellationToken);
            }

            return count;
        }
    }
}
