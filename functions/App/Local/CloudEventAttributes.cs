using System.Collections;
using System.Diagnostics.CodeAnalysis;
using XbFunctions.Contracts;

namespace XbFunctions.App.Local;

/// <summary>The four CloudEvents attributes of an event that the app sends, in the place of a dictionary for each event.</summary>
/// <param name="type">Event type.</param>
/// <param name="id">Event id.</param>
internal sealed class CloudEventAttributes(string type, string id) : IReadOnlyDictionary<string, object>
{
    private const string Version = "1.0";
    private const string Source = "/xbfunctions";

    /// <inheritdoc/>
    public int Count => 4;

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
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
