using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Tells each run; its schedule is a setting.</summary>
public sealed class TimerFunction(Probe probe)
{
    [Function("Timed")]
    public Task RunAsync([TimerTrigger("%Schedule%")] TimerInfo timer)
    {
        probe.Saw(timer);
        return probe.Gate.Task;
    }
}
