using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Fails the first time and is tried again 37 seconds later, which no part of the host waits for.</summary>
public sealed class SlowRetryFunction(Probe probe)
{
    [Function("SlowRetry")]
    [FixedDelayRetry(1, "00:00:37")]
    public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs")] string[] events, FunctionContext context)
    {
        probe.Saw($"{string.Join(',', events)} {context.RetryContext!.RetryCount}");
        if (context.RetryContext.RetryCount == 0)
        {
            throw new InvalidOperationException("not yet");
        }
    }
}
