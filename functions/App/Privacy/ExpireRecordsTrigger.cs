using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Privacy;

namespace XbFunctions.App.Privacy;

/// <summary>Removes every night what has been kept for long enough; the host lets one instance do it.</summary>
/// <param name="job">Does it.</param>
public sealed class ExpireRecordsTrigger(RetentionJob job)
{
    /// <summary>Removes it, at twenty to five.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">Fires when the host stops; the next night goes on.</param>
    [Function("ExpireRecords")]
    public Task RunAsync([TimerTrigger("0 40 4 * * *")] TimerInfo timer, CancellationToken cancellationToken) => job.RunAsync(cancellationToken);
}
