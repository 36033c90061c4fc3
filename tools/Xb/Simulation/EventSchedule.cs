using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Events that are already decided, by their time; equal times keep the order in which they were added.</summary>
internal sealed class EventSchedule(DateTimeOffset start)
{
    private readonly PriorityQueue<SimulatedEvent, (long Ticks, long Order)> _queue = new();
    private long _order;

    /// <summary>Events waiting for their time.</summary>
    public int Count => _queue.Count;

    /// <summary>Adds an event.</summary>
    /// <returns>False when it lies before the run's start, and is dropped.</returns>
    public bool Add(string hub, IXbEvent xbEvent, FraudScenario scenario)
    {
        if (xbEvent.OccurredAt < start)
        {
            return false;
        }

        _queue.Enqueue(new SimulatedEvent(hub, xbEvent, scenario), (xbEvent.OccurredAt.UtcTicks, _order++));
        return true;
    }

    /// <summary>Takes the earliest event if it lies before <paramref name="until"/>.</summary>
    public bool TryTakeBefore(DateTimeOffset until, out SimulatedEvent simulated)
    {
        if (_queue.TryPeek(out simulated, out var key) && key.Ticks < until.UtcTicks)
        {
            _queue.Dequeue();
            return true;
        }

        return false;
    }
}
