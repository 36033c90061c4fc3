using Azure.Messaging.EventHubs;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Events;

/// <summary>The texts of the events that a trigger or a client gave.</summary>
/// <param name="events">The events.</param>
internal sealed class EventTexts(EventData[] events) : IEventTexts
{
    /// <summary>A property that is text, or <see langword="null"/>.</summary>
    public static string? Property(EventData data, string name) =>
        data.Properties.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    /// <inheritdoc/>
    public string? EventIdOf(long sequenceNumber)
    {
        var data = Find(sequenceNumber);
        return Property(data, EventProperties.Id) ?? (string.IsNullOrEmpty(data.MessageId) ? null : data.MessageId);
    }

    /// <inheritdoc/>
    public string? PartitionKeyOf(long sequenceNumber) => Find(sequenceNumber).PartitionKey;

    private EventData Find(long sequenceNumber)
    {
        // Sequence numbers are dense where nothing was lost.
        var place = sequenceNumber - events[0].SequenceNumber;
        return place >= 0 && place < events.Length && events[place].SequenceNumber == sequenceNumber
            ? events[place]
            : Array.Find(events, data => data.SequenceNumber == sequenceNumber)
                ?? throw new ArgumentOutOfRangeException(nameof(sequenceNumber), sequenceNumber, "The event is not of this batch.");
    }
}
