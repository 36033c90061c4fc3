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

    // Those in use come first.
    private readonly List<EventData> _views = [];
    private int _used;

    /// <summary>Shows an event.</summary>
    /// <param name="stored">The event.</param>
    /// <exception cref="MalformedMessageException">Its message is malformed.</exception>
    public EventData Of(StoredEvent stored)
    {
        if (_used == _views.Count)
        {
            _views.Add(new EventData(stored));
        }
        else
        {
            _views[_used].Become(stored);
        }

        return _views[_used++];
    }

    /// <summary>Takes back what was shown so far: nobody uses it any more.</summary>
    public void Release()
    {
        _used = 0;
        if (_views.Count > MostIdle)
        {
            _views.RemoveRange(MostIdle, _views.Count - MostIdle);
        }
    }

    /// <summary>Leaves what was shown so far to whoever has it.</summary>
    public void Keep()
    {
        _views.RemoveRange(0, _used);
        _used = 0;
    }
}
