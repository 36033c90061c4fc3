using System.Collections.Frozen;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Words of the sources that a network has learnt from. Its subwords can spell any other word, and it makes something up for it. Immutable.</summary>
internal sealed class LearntWords
{
    /// <summary>Name of the file in a network's folder: a word a line, in lower case.</summary>
    public const string File = "words.txt";

    private readonly FrozenSet<string> _words;

    private LearntWords(IEnumerable<string> words) => _words = words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static LearntWords Read(string folder) => new(System.IO.File.ReadLines(Path.Combine(folder, File)));

    /// <summary>Writes the file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sources">Texts that were learnt from.</param>
    public static void Write(string folder, IEnumerable<string> sources) => System.IO.File.WriteAllLines(
        Path.Combine(folder, File), sources.SelectMany(ProtectedText.Words).Select(static word => word.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Whether all words of a text were learnt.</summary>
    /// <param name="text">The text, with marks.</param>
    public bool HasAll(string text) => ProtectedText.Words(text).TrueForAll(_words.Contains);
}
