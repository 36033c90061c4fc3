using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace XbFunctions.Host;

/// <summary>Trigger data whose values are made when first asked for: most functions read one of seven, and some cost as much as their batch.</summary>
internal sealed class LazyBindingData : IReadOnlyDictionary<string, object?>
{
    private readonly Dictionary<string, Lazy<object?>> _values = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<object?> Values => _values.Values.Select(static value => value.Value);

    public object? this[string key] => _values[key].Value;

    /// <summary>Adds a value.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="make">Makes it, once.</param>
    public void Add(string key, Func<object?> make) => _values.Add(key, new Lazy<object?>(make));

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = _values.TryGetValue(key, out var lazy) ? lazy.Value : null;
        return lazy is not null;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _values.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
