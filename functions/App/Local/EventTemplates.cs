using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.App.Local;

/// <summary>What the events of one publication have in common, by their type. Not thread-safe.</summary>
/// <param name="contentType">Content type of their bodies.</param>
/// <param name="traceParent">The span that they are sent in; null where no one records it.</param>
internal sealed class EventTemplates(string contentType, string? traceParent)
{
    private readonly Dictionary<string, EventTemplate> _byType = new(StringComparer.Ordinal);
    private string? _type;
    private EventTemplate? _template;

    /// <summary>The template of a type; mostly that of the event before.</summary>
    /// <param name="type">Event type.</param>
    public EventTemplate Of(string type)
    {
        if (_template is null || _type != type)
        {
            if (!_byType.TryGetValue(type, out _template))
            {
                KeyValuePair<string, object>[] attributes = [.. new CloudEventAttributes(type, "", traceParent)];
                _byType[type] = _template = new EventTemplate(contentType, attributes, EventProperties.Id);
            }

            _type = type;
        }

        return _template;
    }
}
