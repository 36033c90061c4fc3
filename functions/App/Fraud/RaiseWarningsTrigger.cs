using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.App.Fraud;

/// <summary>Looks for surges every minute; the host lets one instance do it.</summary>
/// <param name="watch">Does it.</param>
/// <param name="sweep">Removes old counts.</param>
public sealed class RaiseWarningsTrigger(SurgeWatch watch, MinuteSweep sweep)
{
    /// <summary>Looks, 20 seconds into the minute: by then the counts of the one before are there.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">Fires when the host stops.</param>
    [Function("RaiseWarnings")]
    public async Task RunAsync([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await watch.RunAsync(cancellationToken);
        await sweep.RunAsync(cancellationToken);
    }
}
