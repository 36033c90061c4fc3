using System.Diagnostics;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// Waits until this process and its storage have next to nothing to do: what is written behind the commit goes on for long after the last decision, and
/// would be measured with whatever comes next. The process may well rest while Azurite still has rows of it to write.
/// </summary>
internal static class PipelineQuiet
{
    private const double QuietShare = 0.1;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Waits until a second has passed in which both used less than a tenth of a core, at most five minutes.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task WaitAsync(StorageCost storage, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Longest)
        {
            var (before, stored, from) = (ProcessCost.Now(), storage.Now(), Stopwatch.GetTimestamp());
            await Task.Delay(Look, cancellationToken);
            if (ProcessCost.Now().Since(before).Cpu + (storage.Now() - stored) < QuietShare * Stopwatch.GetElapsedTime(from))
            {
                return;
            }
        }
    }
}
