using Azure.Messaging.EventHubs;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>
/// The objects in which one partition's events are shown to a function. They show later events once the function lets go of them, and only then. Not
/// thread-safe.
/// </summary>
internal sealed class EventViews
{
    private const int MostIdle = 8_192;

    private readonly Stack<EventData> _idle = [];
    private readonly List<EventData> _used = [];

    /// <summary>Shows an event.</summary>
    /// <param name="stored">The event.</param>
    /// <exception cref="MalformedMessageException">Its message is malformed.</exception>
    public EventData Of(StoredEvent stored)
    {
        if (_idle.TryPop(out var view))
        {
            view.Become(stored);
        }
        else
        {
            view = new EventData(stored);
        }

        _used.Add(view);
        return view;
    }

    /// <summary>Takes back what was shown so far: nobody uses it any more.</summary>
    public void Release()
    {
        foreach (var view in _used)
        {
            if (_idle.Count < MostIdle)
            {
                _idle.Push(view);
            }
        }

        _used.Clear();
    }

    /// <summary>Leaves what was shown so far to whoever has it.</summary>
    public void Keep() => _used.Clear();
}
