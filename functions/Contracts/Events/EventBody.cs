using System.Text.Json;

namespace XbFunctions.Contracts;

/// <summary>Writes events as message bodies.</summary>
public static class EventBody
{
    /// <summary>Writes an event of any type as UTF-8 JSON.</summary>
    /// <param name="xbEvent">An event record of this assembly.</param>
    /// <returns>The body; the caller owns it.</returns>
    /// <exception cref="NotSupportedException">The type is none of <see cref="EventJson"/>.</exception>
    public static byte[] ToUtf8(IXbEvent xbEvent)
    {
        ArgumentNullException.ThrowIfNull(xbEvent);
        return JsonSerializer.SerializeToUtf8Bytes(xbEvent, xbEvent.GetType(), EventJson.Default);
    }

    /// <summary>Writes an event of any type to an open writer.</summary>
    /// <param name="writer">Where to; not flushed.</param>
    /// <param name="xbEvent">An event record of this assembly.</param>
    /// <exception cref="NotSupportedException">The type is none of <see cref="EventJson"/>.</exception>
    public static void Write(Utf8JsonWriter writer, IXbEvent xbEvent)
    {
        ArgumentNullException.ThrowIfNull(xbEvent);
        JsonSerializer.Serialize(writer, xbEvent, xbEvent.GetType(), EventJson.Default);
    }
}
