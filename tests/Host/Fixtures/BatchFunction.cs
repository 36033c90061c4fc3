using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Tells the bodies of each batch, then fails when the probe says so.</summary>
public sealed class BatchFunction(Probe probe)
{
    [Function("Batch")]
    public Task RunAsync([EventHubTrigger("%HubName%", Connection = "EventHubs", ConsumerGroup = "batch")] EventData[] events)
    {
        var bodies = string.Join(',', events.Select(static item => item.EventBody.ToString()));
        probe.Saw(bodies);
        return probe.Fail(bodies) is { } exception ? Task.FromException(exception) : Task.CompletedTask;
    }
}
