namespace XbFunctions.Training.Translation;

/// <summary>Phrases with their translations. Thread-safe once made.</summary>
internal sealed class PhraseTable
{
    private readonly Dictionary<string, PhraseOption[]> _options;
    private readonly Dictionary<string, PhraseOption[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public PhraseTable(Dictionary<string, PhraseOption[]> options, int longest)
    {
        (_options, Longest) = (options, longest);
        _lookup = options.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Words of the longest source phrase.</summary>
    public int Longest { get; }

    /// <summary>Number of phrase pairs.</summary>
    public int Count => _options.Values.Sum(static options => options.Length);

    /// <summary>Translations of a phrase, the likeliest first.</summary>
    public ReadOnlySpan<PhraseOption> Find(ReadOnlySpan<int> words) =>
        _lookup.TryGetValue(System.Runtime.InteropServices.MemoryMarshal.Cast<int, char>(words), out var found) ? found : [];

    /// <summary>Writes the table.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Longest);
        writer.Write(_options.Count);
        foreach (var (key, options) in _options.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            WriteWords(writer, WordIds.Ids(key));
            writer.Write7BitEncodedInt(options.Length);
            foreach (var option in options)
            {
                WriteWords(writer, option.Words);
                foreach (var value in (float[])[option.Forward, option.Inverse, option.LexicalForward, option.LexicalInverse, .. option.Previous, .. option.Next])
                {
                    writer.Write((Half)value);
                }
            }
        }
    }

    /// <summary>Reads a table.</summary>
    public static PhraseTable Read(BinaryReader reader)
    {
        var longest = reader.ReadInt32();
        var options = new Dictionary<string, PhraseOption[]>(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var key = WordIds.Key(ReadWords(reader));
            var found = new PhraseOption[reader.Read7BitEncodedInt()];
            for (var at = 0; at < found.Length; at++)
            {
                var words = ReadWords(reader);
                var values = new float[10];
                for (var value = 0; value < values.Length; value++)
                {
                    values[value] = (float)reader.ReadHalf();
                }

                found[at] = new PhraseOption(words, values[0], values[1], values[2], values[3], values[4..7], values[7..10]);
            }

            options[key] = found;
        }

        return new PhraseTable(options, longest);
    }

    private static void WriteWords(BinaryWriter writer, ReadOnlySpan<int> words)
    {
        writer.Write7BitEncodedInt(words.Length);
        foreach (var word in words)
        {
            writer.Write7BitEncodedInt(word);
        }
    }

    private static int[] ReadWords(BinaryReader reader)
    {
        var words = new int[reader.Read7BitEncodedInt()];
        for (var at = 0; at < words.Length; at++)
        {
            words[at] = reader.Read7BitEncodedInt();
        }

        return words;
    }
}
