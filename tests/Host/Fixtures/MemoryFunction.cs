using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Hands its events to the test, and releases their memory unless the first begins with "keep"; fails when the probe says so.</summary>
public sealed class MemoryFunction(Probe probe)
{
    [Function("Memory")]
    public Task RunAsync([EventHubTrigger("%HubName%", Connection = "EventHubs")] EventData[] events, FunctionContext context)
    {
        var body = events[0].EventBody.ToString();
        if (!body.StartsWith("keep", StringComparison.Ordinal))
        {
            context.ReleaseEvents();
        }

        probe.Saw(events);
        return probe.Fail(body) is { } exception ? Task.FromException(exception) : Task.CompletedTask;
    }
}
