using System.Diagnostics;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// Waits until this process has next to nothing to do: what is written behind the commit goes on for long after the last decision, and would be
/// measured with whatever comes next.
/// </summary>
internal static class PipelineQuiet
{
    private const double QuietShare = 0.1;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Waits until a second has passed in which the process used less than a tenth of a core, at most three minutes.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Longest)
        {
            var (before, from) = (ProcessCost.Now(), Stopwatch.GetTimestamp());
            await Task.Delay(Look, cancellationToken);
            if (ProcessCost.Now().Since(before).Cpu < QuietShare * Stopwatch.GetElapsedTime(from))
            {
                return;
            }
        }
    }
}
