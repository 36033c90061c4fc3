using System.Collections;
using System.Diagnostics.CodeAnalysis;
using XbFunctions.Contracts;

namespace XbFunctions.App.Local;

/// <summary>The CloudEvents attributes of an event that the app sends, and its trace, in the place of a dictionary for each event.</summary>
/// <param name="type">Event type.</param>
/// <param name="id">Event id.</param>
/// <param name="traceParent">The span that it was sent in; null where no one records it.</param>
internal sealed class CloudEventAttributes(string type, string id, string? traceParent = null) : IReadOnlyDictionary<string, object>
{
    private const string Version = "1.0";
    private const string Source = "/xbfunctions";

    /// <inheritdoc/>
    public int Count => traceParent is null ? 4 : 5;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => this.Select(static attribute => attribute.Key);

    /// <inheritdoc/>
    public IEnumerable<object> Values => this.Select(static attribute => attribute.Value);

    /// <inheritdoc/>
    public object this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no attribute '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value)
    {
        value = key switch
        {
            EventProperties.SpecVersion => Version,
            EventProperties.Type => type,
            EventProperties.Id => id,
            EventProperties.Source => Source,
            EventProperties.TraceParent => traceParent,
            _ => null,
        };
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        yield return new(EventProperties.SpecVersion, Version);
        yield return new(EventProperties.Type, type);
        yield return new(EventProperties.Id, id);
        yield return new(EventProperties.Source, Source);
        if (traceParent is not null)
        {
            yield return new(EventProperties.TraceParent, traceParent);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
