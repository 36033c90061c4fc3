using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Tells the invocation id and retry count of each try.</summary>
public sealed class RetryingFunction(Probe probe)
{
    [Function("Retrying")]
    [FixedDelayRetry(2, "00:00:00.010")]
    public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs")] EventData[] events, FunctionContext context)
    {
        probe.Saw((events[0].EventBody.ToString(), context.InvocationId, context.RetryContext!.RetryCount));
        if (probe.Fail(events[0].EventBody.ToString()) is { } exception)
        {
            throw exception;
        }
    }
}
