using System.Text;
using System.Text.Json;
using Azure.Messaging.EventHubs;

namespace XbFunctions.Host;

/// <summary>Makes the trigger value of an Event Hubs function that an operator runs by hand: one event that came from no partition.</summary>
internal static class EventByHand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The event, or an array with it.</summary>
    /// <param name="body">Body of the event.</param>
    /// <param name="parameterType">Type of the trigger parameter.</param>
    /// <param name="isBatched">Whether the parameter takes a batch.</param>
    /// <exception cref="JsonException">The parameter asks for an object and the body is not its JSON.</exception>
    public static object Convert(string body, Type parameterType, bool isBatched)
    {
        var element = isBatched ? parameterType.GetElementType()! : parameterType;
        var value = Element(body, element);
        if (!isBatched)
        {
            return value;
        }

        var batch = Array.CreateInstance(element, 1);
        batch.SetValue(value, 0);
        return batch;
    }

    private static object Element(string body, Type type) =>
        type == typeof(EventData) ? new EventData(body)
        : type == typeof(string) ? body
        : type == typeof(byte[]) ? Encoding.UTF8.GetBytes(body)
        : JsonSerializer.Deserialize(body, type, Json) ?? throw new JsonException($"The input is null; expected a {type.Name}.");
}
