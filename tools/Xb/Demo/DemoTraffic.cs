using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Demo;

/// <summary>Counts what a demo has sent. Written by one thread, read by another.</summary>
internal sealed class DemoTraffic
{
    private long _payments;
    private long _labels;
    private long _clicks;
    private long _frauds;

    /// <summary>Payments sent.</summary>
    public long Payments => Volatile.Read(ref _payments);

    /// <summary>Labels sent.</summary>
    public long Labels => Volatile.Read(ref _labels);

    /// <summary>Clickstream events sent.</summary>
    public long Clicks => Volatile.Read(ref _clicks);

    /// <summary>Payments sent that are fraudulent, friendly fraud included.</summary>
    public long Frauds => Volatile.Read(ref _frauds);

    /// <summary>Counts a chunk.</summary>
    /// <param name="chunk">Events that the hubs have accepted.</param>
    public void Sent(IReadOnlyList<SimulatedEvent> chunk)
    {
        foreach (var simulated in chunk)
        {
            switch (simulated.Event.Type)
            {
                case EventTypes.PaymentAuthorised:
                    Interlocked.Increment(ref _payments);
                    Interlocked.Add(ref _frauds, simulated.Scenario == FraudScenario.None ? 0 : 1);
                    break;
                case EventTypes.PaymentLabelled:
                    Interlocked.Increment(ref _labels);
                    break;
                default:
                    Interlocked.Increment(ref _clicks);
                    break;
            }
        }
    }
}
