using System.Globalization;
using System.Text;

namespace XbFunctions.State.Tests;

/// <summary>Counts and sums by key, as text: simple enough to be obviously right.</summary>
internal sealed class CountState : IStreamState
{
    private readonly SortedDictionary<string, (long Count, long Sum)> _keys = new(StringComparer.Ordinal);

    public string Text => string.Join(';', _keys.Select(key => $"{key.Key}={key.Value.Count},{key.Value.Sum}"));

    public IEnumerable<string> Keys => _keys.Keys;

    public (long Count, long Sum) Find(string key) => _keys.GetValueOrDefault(key);

    public void Add(string key, long value)
    {
        var (count, sum) = _keys.GetValueOrDefault(key);
        _keys[key] = (count + 1, sum + value);
    }

    public void Apply(ReadOnlySpan<byte> change)
    {
        var parts = Encoding.UTF8.GetString(change).Split(':');
        Add(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public IStateCapture Capture() => new CopiedCapture(Encoding.UTF8.GetBytes(Text));

    public void Load(ReadOnlySpan<byte> snapshot)
    {
        _keys.Clear();
        foreach (var key in Encoding.UTF8.GetString(snapshot).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = key.Split('=', ',');
            _keys[parts[0]] = (long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
        }
    }
}
