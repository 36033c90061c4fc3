using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>Timer functions with one trait each; a test picks the class that it needs.</summary>
public static class TimerFunctions
{
    public sealed class OnStartUp(Probe probe)
    {
        [Function("OnStartUp")]
        public void Run([TimerTrigger("0 */5 * * * *", RunOnStartup = true)] TimerInfo timer) => probe.Saw(timer);
    }

    public sealed class Unmonitored(Probe probe)
    {
        [Function("Unmonitored")]
        public void Run([TimerTrigger("0 */5 * * * *", UseMonitor = false)] TimerInfo timer) => probe.Saw(timer);
    }

    public sealed class Frequent(Probe probe)
    {
        [Function("Frequent")]
        public void Run([TimerTrigger("*/10 * * * * *")] TimerInfo timer) => probe.Saw(timer);
    }

    public sealed class Failing(Probe probe)
    {
        [Function("Failing")]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
        {
            probe.Saw(timer);
            throw new InvalidOperationException("never");
        }
    }

    public sealed class Retrying(Probe probe)
    {
        [Function("RetryingTimer")]
        [FixedDelayRetry(2, "00:00:01")]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, FunctionContext context)
        {
            var count = context.RetryContext!.RetryCount;
            probe.Saw((context.InvocationId, count, timer.IsPastDue));
            if (count < 2)
            {
                throw new InvalidOperationException("not yet");
            }
        }
    }
}
