using System.Text;
using System.Text.Json;
using Azure.Messaging.EventHubs;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Makes the trigger value of the type that a function's parameter asks for.</summary>
internal sealed class EventConverter
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };
    private readonly Type _element;

    /// <param name="parameterType">The parameter's type: an element, or an array for a batch.</param>
    /// <param name="isBatched">Whether the parameter takes a batch.</param>
    public EventConverter(Type parameterType, bool isBatched) => _element = isBatched ? parameterType.GetElementType()! : parameterType;

    /// <summary>An array with one element an event.</summary>
    /// <param name="events">The events.</param>
    /// <param name="views">The objects of the events' reader, for a function that takes <see cref="EventData"/>.</param>
    /// <exception cref="JsonException">A body is not JSON of the element's type.</exception>
    public Array ConvertBatch(IReadOnlyList<StoredEvent> events, EventViews views)
    {
        if (_element == typeof(EventData))
        {
            return Fill(new EventData[events.Count], events, views.Of);
        }

        if (_element == typeof(string))
        {
            return Fill(new string[events.Count], events, static item => Encoding.UTF8.GetString(item.Body.Span));
        }

        if (_element == typeof(byte[]))
        {
            return Fill(new byte[events.Count][], events, static item => item.Body.ToArray());
        }

        var array = Array.CreateInstance(_element, events.Count);
        for (var index = 0; index < events.Count; index++)
        {
            array.SetValue(Deserialize(events[index]), index);
        }

        return array;
    }

    /// <summary>The value of one event.</summary>
    /// <exception cref="JsonException">The body is not JSON of the parameter's type.</exception>
    public object ConvertOne(StoredEvent item) => ConvertBatch([item], new EventViews()).GetValue(0)!;

    private object? Deserialize(StoredEvent item)
    {
        try
        {
            return JsonSerializer.Deserialize(item.Body.Span, _element, Json);
        }
        catch (JsonException exception)
        {
            throw new JsonException($"The event of sequence number {item.SequenceNumber} is no {_element.Name} in JSON: {exception.Message}", exception);
        }
    }

    private static T[] Fill<T>(T[] array, IReadOnlyList<StoredEvent> events, Func<StoredEvent, T> convert)
    {
        for (var index = 0; index < array.Length; index++)
        {
            array[index] = convert(events[index]);
        }

        return array;
    }
}
