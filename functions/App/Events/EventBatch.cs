using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Events;

/// <summary>Turns what an Event Hubs trigger hands over into what the streaming functions take.</summary>
internal static class EventBatch
{
    /// <summary>The partition that a batch came from.</summary>
    /// <param name="context">The invocation.</param>
    /// <exception cref="InvalidOperationException">The host sent no partition context.</exception>
    public static StreamPartition PartitionOf(FunctionContext context)
    {
        if (!context.BindingContext.BindingData.TryGetValue("PartitionContext", out var value) || value is not string json)
        {
            throw new InvalidOperationException(
                $"The host sent no PartitionContext to {context.FunctionDefinition.Name}; an Event Hubs trigger always has one.");
        }

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new StreamPartition(Text(root, "EventHubName"), Text(root, "ConsumerGroup"), Text(root, "PartitionId"));
    }

    /// <summary>Events in order.</summary>
    /// <param name="events">As the trigger or a client gave them.</param>
    public static IReadOnlyList<StreamEvent> From(EventData[] events)
    {
        var batch = new StreamEvent[events.Length];
        Fill(batch, events);
        return batch;
    }

    /// <summary>The events of a batch, in order, in a rented array.</summary>
    /// <param name="events">As the trigger gave them.</param>
    /// <returns>The events; to be given to <see cref="Return"/>.</returns>
    public static ArraySegment<StreamEvent> Rent(EventData[] events)
    {
        var batch = ArrayPool<StreamEvent>.Shared.Rent(events.Length);
        Fill(batch, events);
        return new ArraySegment<StreamEvent>(batch, 0, events.Length);
    }

    /// <summary>Gives a batch's array back; nothing may use it afterwards.</summary>
    /// <param name="batch">From <see cref="Rent"/>.</param>
    public static void Return(ArraySegment<StreamEvent> batch) => ArrayPool<StreamEvent>.Shared.Return(batch.Array!, clearArray: true);

    private static void Fill(StreamEvent[] batch, EventData[] events)
    {
        var texts = new EventTexts(events);
        for (var i = 0; i < events.Length; i++)
        {
            var data = events[i];
            batch[i] = StreamEvent.WithTexts(
                data.SequenceNumber,
                data.EnqueuedTime,
                data.Body,
                EventTexts.Property(data, EventProperties.Type),
                Clock(data),
                texts);
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new InvalidOperationException($"PartitionContext.{name} is null.");

    private static DateTimeOffset? Clock(EventData data) =>
        EventTimes.TryGet(data, EventProperties.ProducerClock, out var clock) ? clock
        : data.Properties.TryGetValue(EventProperties.ProducerClock, out var value)
            ? value switch
            {
                DateTimeOffset time => time,
                DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
                string text when DateTimeOffset.TryParse(
                    text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
                _ => null,
            }
            : null;
}
