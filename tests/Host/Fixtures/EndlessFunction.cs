using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Fails always, and is tried again for ever after a long while.</summary>
public sealed class EndlessFunction(Probe probe)
{
    [Function("Endless")]
    [FixedDelayRetry(-1, "01:00:00")]
    public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs")] string[] events)
    {
        probe.Saw(string.Join(',', events));
        throw new InvalidOperationException("never");
    }
}
