namespace XbFunctions.Training.Translation;

/// <summary>Numbers of words, from 1; 0 stands for none. Not thread-safe while words are added.</summary>
public sealed class WordIds
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _words = [string.Empty];

    /// <summary>One more than the greatest number.</summary>
    public int Count => _words.Count;

    /// <summary>The word of a number.</summary>
    /// <param name="id">The number.</param>
    public string this[int id] => _words[id];

    /// <summary>The number of a word, which is added where it is new.</summary>
    /// <param name="word">The word.</param>
    public int Add(string word)
    {
        if (!_ids.TryGetValue(word, out var id))
        {
            _ids[word] = id = _words.Count;
            _words.Add(word);
        }

        return id;
    }

    /// <summary>The number of a word; 0 where it is unknown.</summary>
    /// <param name="word">The word.</param>
    public int Find(string word) => _ids.GetValueOrDefault(word);

    /// <summary>Numbers as a key of a dictionary, two characters each.</summary>
    /// <param name="ids">The numbers.</param>
    internal static string Key(ReadOnlySpan<int> ids) => new(System.Runtime.InteropServices.MemoryMarshal.Cast<int, char>(ids));

    /// <summary>The numbers of a key.</summary>
    /// <param name="key">The key.</param>
    internal static ReadOnlySpan<int> Ids(string key) => System.Runtime.InteropServices.MemoryMarshal.Cast<char, int>(key.AsSpan());
}
