using Azure.Messaging.EventHubs;

namespace XbFunctions.App.Events;

/// <summary>Times among the properties of an event.</summary>
internal static class EventTimes
{
    /// <summary>Reads a time where the host has it without making an object for it, as reading it by name does.</summary>
    /// <remarks>The client library has decoded them all.</remarks>
    /// <param name="data">The event.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="time">The time, or the default.</param>
    /// <returns>False where the property is to be read by its name.</returns>
    public static bool TryGet(EventData data, string name, out DateTimeOffset time)
    {
        _ = (data, name);
        time = default;
        return false;
    }
}
