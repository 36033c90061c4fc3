using System.Text;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Skus, categories, brands and languages by their hash, so that the state keeps eight bytes where it would keep a text. Bounded: the text that is
/// longest unused is forgotten, and with it the name of what is scored under it. Not thread-safe.
/// </summary>
/// <param name="capacity">Most texts kept.</param>
public sealed class TextTable(int capacity)
{
    private readonly KeyedTable<TextEntry> _texts = new(capacity);

    /// <summary>The key of a text.</summary>
    /// <param name="text">The text.</param>
    public static ulong KeyOf(string text) => IdHash.Of(text);

    /// <summary>Remembers a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its key; 0 for an empty one.</returns>
    public ulong Add(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        var key = KeyOf(text);
        ref var entry = ref _texts.Touch(key);
        if (entry.Text.Length == 0)
        {
            entry = new TextEntry(text);
        }

        return key;
    }

    /// <summary>The string of a text, the one that is kept where there is one. Leaves its place in the order of use.</summary>
    internal string StringOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        ref readonly var entry = ref _texts.Find(IdHash.Of(utf8), out var found);
        return found ? entry.Text : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Finds a text.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The text; null when it is forgotten or unknown.</returns>
    public string? Find(ulong key)
    {
        ref readonly var entry = ref _texts.Find(key, out var found);
        return found ? entry.Text : null;
    }

    /// <summary>Captures the texts for a snapshot.</summary>
    public IStateCapture Capture() => _texts.Capture();

    /// <summary>Adds a piece of a snapshot.</summary>
    /// <param name="piece">A piece as the capture wrote it.</param>
    public void Load(ReadOnlySpan<byte> piece) => _texts.Load(piece);
}
