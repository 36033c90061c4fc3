using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Waits for the probe's gate, whatever its token says.</summary>
public sealed class StubbornFunction(Probe probe)
{
    [Function("Stubborn")]
    public Task RunAsync([EventHubTrigger("%HubName%", Connection = "EventHubs")] EventData[] events)
    {
        probe.Saw(events.Length);
        return probe.Gate.Task;
    }
}
