using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace XbFunctions.EventHub;

/// <summary>
/// Application properties as they came: one that is asked for by name is decoded by itself, any other use decodes them all. Safe for several
/// threads while none of them changes it.
/// </summary>
internal sealed class EncodedProperties : IDictionary<string, object>, IReadOnlyDictionary<string, object>
{
    private const int UsualProperties = 8;
    private ReadOnlyMemory<byte> _map;
    private PropertyIndex _index;
    private Dictionary<string, object>? _all;

    /// <summary>Properties of an event.</summary>
    /// <param name="map">The encoded map, or nothing.</param>
    /// <param name="index">Its index, made when it was checked.</param>
    public EncodedProperties(ReadOnlyMemory<byte> map, in PropertyIndex index) => Become(map, index);

    public int Count => All.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => All.Keys;

    public ICollection<object> Values => All.Values;

    IEnumerable<string> IReadOnlyDictionary<string, object>.Keys => All.Keys;

    IEnumerable<object> IReadOnlyDictionary<string, object>.Values => All.Values;

    private Dictionary<string, object> All => _all ??= _map.IsEmpty ? [] : Decode(_map.Span);

    private ICollection<KeyValuePair<string, object>> Pairs => All;

    public object this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The event has no property '{key}'.");
        set => All[key] = value;
    }

    /// <summary>Makes this object the properties of another event; nobody may use it as what it was.</summary>
    /// <param name="map">The encoded map, or nothing.</param>
    /// <param name="index">Its index, made when it was checked.</param>
    public void Become(ReadOnlyMemory<byte> map, in PropertyIndex index) => (_map, _index, _all) = (map, index, null);

    /// <summary>Decodes a whole map. The last of several pairs with one key counts, null is no value.</summary>
    /// <exception cref="MalformedMessageException">It is no map, or a value in it is cut off or unknown.</exception>
    public static Dictionary<string, object> Decode(ReadOnlySpan<byte> map)
    {
        var reader = new AmqpReader(map);
        var pairs = reader.EnterCompound() / 2;
        var texts = RecentTexts.OfThread;

        // With its default comparer, so that a copy of it is one of its arrays.
        var values = new Dictionary<string, object>(Math.Min(pairs, UsualProperties));
        for (var pair = 0; pair < pairs; pair++)
        {
            var key = AsText(reader.ReadValue(texts, 2 * pair)) ?? "";
            if (reader.ReadValue(texts, (2 * pair) + 1) is { } value)
            {
                values[key] = value;
            }
        }

        return values;
    }

    /// <summary>A decoded value as text: a number or UUID in its usual form.</summary>
    public static string? AsText(object? value) =>
        value is null or string ? (string?)value : Convert.ToString(value, CultureInfo.InvariantCulture);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_all is null && TryFind(key, out var found))
        {
            value = found;
            return found is not null;
        }

        return All.TryGetValue(key, out value);
    }

    /// <summary>Finds a timestamp without making an object for it.</summary>
    /// <returns>False where there is none under this name, and where that cannot be told of the encoded pairs: <see cref="TryGetValue"/> then tells.</returns>
    public bool TryGetTime(string key, out DateTimeOffset time)
    {
        time = default;
        return _all is null && _index.IsWhole && _index.FindLast(_map.Span, key, _index.Pairs, out var value) >= 0
            && new AmqpReader(_map.Span, value).TryReadTime(out time);
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public void Add(string key, object value) => All.Add(key, value);

    public bool Remove(string key) => All.Remove(key);

    public void Clear() => All.Clear();

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => All.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Pairs.Add(item);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => Pairs.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) => Pairs.CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => Pairs.Remove(item);

    /// <summary>Finds one value among the encoded pairs.</summary>
    /// <returns>Whether that can be told without decoding them all: not for names beyond ASCII, keys that are no text, nor values that could be changed.</returns>
    private bool TryFind(string key, out object? value)
    {
        value = null;
        if (!_index.IsWhole)
        {
            return false;
        }

        // Null is no value: the one before it counts.
        var map = _map.Span;
        var pair = _index.Pairs;
        while (value is null && (pair = _index.FindLast(map, key, pair, out var at)) >= 0)
        {
            value = new AmqpReader(map, at).ReadValue(RecentTexts.OfThread, (2 * pair) + 1);
        }

        return value is not null ? value is not Array : Ascii.IsValid(key);
    }
}
