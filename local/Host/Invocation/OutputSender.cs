using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Sends what a function returned to the Event Hubs that its output attributes name.</summary>
internal sealed class OutputSender(IReadOnlyList<(PropertyInfo? Property, IHubClient Hub)> outputs)
{
    /// <summary>Sends the outputs in a returned value: text and bytes as they are, objects as JSON, an array as one event an element.</summary>
    public async ValueTask SendAsync(object? returned, CancellationToken cancellationToken)
    {
        if (returned is null)
        {
            return;
        }

        foreach (var (property, hub) in outputs)
        {
            var events = Events(property is null ? returned : property.GetValue(returned)).ToArray();
            if (events.Length > 0)
            {
                await hub.SendAsync(events, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<HubEvent> Events(object? value) => value switch
    {
        null => [],
        string text => [new HubEvent(Encoding.UTF8.GetBytes(text))],
        byte[] bytes => [new HubEvent(bytes)],
        IEnumerable many => many.Cast<object?>().SelectMany(Events),
        _ => [new HubEvent(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType()))],
    };
}
