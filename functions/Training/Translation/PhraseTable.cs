namespace XbFunctions.Training.Translation;

/// <summary>Phrases with their translations. Thread-safe once made.</summary>
internal sealed class PhraseTable
{
    private const int Values = 10;
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

    /// <summary>Writes the table with 8 bits a logarithm.</summary>
    public void WritePacked(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Longest);
        writer.Write7BitEncodedInt(_options.Count);
        var rows = _options.OrderBy(static one => one.Key, StringComparer.Ordinal).ToList();
        foreach (var (key, options) in rows)
        {
            WriteWords(writer, WordIds.Ids(key));
            writer.Write7BitEncodedInt(options.Length);
            foreach (var option in options)
            {
                WriteWords(writer, option.Words);
            }
        }

        // Numbers of a kind lie together, which packs them smaller.
        for (var value = 0; value < Values; value++)
        {
            foreach (var option in rows.SelectMany(static row => row.Value))
            {
                float[] values = [option.Forward, option.Inverse, option.LexicalForward, option.LexicalInverse, .. option.Previous, .. option.Next];
                writer.Write(PackedLog.Pack(values[value]));
            }
        }
    }

    /// <summary>Reads what <see cref="WritePacked"/> wrote.</summary>
    public static PhraseTable ReadPacked(BinaryReader reader)
    {
        var longest = reader.Read7BitEncodedInt();
        List<(string Key, int[][] Targets)> rows = [];
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            var key = WordIds.Key(ReadWords(reader));
            var targets = new int[reader.Read7BitEncodedInt()][];
            for (var at = 0; at < targets.Length; at++)
            {
                targets[at] = ReadWords(reader);
            }

            rows.Add((key, targets));
        }

        var values = new float[rows.Sum(static row => row.Targets.Length), Values];
        for (var value = 0; value < Values; value++)
        {
            for (var at = 0; at < values.GetLength(0); at++)
            {
                values[at, value] = PackedLog.Unpack(reader.ReadByte());
            }
        }

        var (options, next) = (new Dictionary<string, PhraseOption[]>(StringComparer.Ordinal), 0);
        foreach (var (key, targets) in rows)
        {
            options[key] = [.. targets.Select(words =>
            {
                var at = next++;
                return new PhraseOption(
                    words, values[at, 0], values[at, 1], values[at, 2], values[at, 3], [values[at, 4], values[at, 5], values[at, 6]], [values[at, 7], values[at, 8], values[at, 9]]);
            })];
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
