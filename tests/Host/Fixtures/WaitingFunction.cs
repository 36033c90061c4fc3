using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Waits for the probe's gate or for cancellation.</summary>
public sealed class WaitingFunction(Probe probe)
{
    [Function("Waiting")]
    public async Task RunAsync([EventHubTrigger("%HubName%", Connection = "EventHubs")] EventData[] events, CancellationToken cancellationToken)
    {
        probe.Saw(events.Length);
        try
        {
            await probe.Gate.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            probe.Saw("cancelled");
            throw;
        }
    }
}
