using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Privacy;

namespace XbFunctions.App.Privacy;

/// <summary>Carries erasures on every minute; the host lets one instance do it.</summary>
/// <param name="job">Does it.</param>
public sealed class EraseCustomersTrigger(ErasureJob job)
{
    /// <summary>Carries on what is not done, 40 seconds into the minute.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">Fires when the host stops; the next run goes on.</param>
    [Function("EraseCustomers")]
    public Task RunAsync([TimerTrigger("40 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => job.RunAsync(cancellationToken);
}
