using System.Reflection;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Customer-service sentences put together from parts that were written for this product: what is spoken of with what is said of it, and what one does
/// with what. A part whose form follows the gender of what it is said of has both forms; so the same sentence stands in each of its languages. Immutable.
/// </summary>
internal sealed class ComposedSentences
{
    private const string Resource = "XbFunctions.Capabilities.Translation.Shipped.composed.tsv";
    private const string Feminine = "f:";
    private readonly ILookup<string, Dictionary<string, string>> _parts;

    private ComposedSentences(IReadOnlyList<string> languages, List<Dictionary<string, string>> parts) =>
        (Languages, _parts) = (languages, parts.ToLookup(static part => part["kind"]));

    /// <summary>The sentences.</summary>
    public static ComposedSentences Shared { get; } = Load();

    /// <summary>Codes of the languages that they are in.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Makes sentences of two languages; the same ones each time, whatever the languages.</summary>
    /// <param name="from">Source language, one of <see cref="Languages"/>.</param>
    /// <param name="to">Target language, likewise.</param>
    /// <param name="count">Sentences; some may be equal.</param>
    /// <param name="seed">Other seeds make others.</param>
    public IEnumerable<(string Source, string Target)> Make(string from, string to, int count, int seed)
    {
        var random = new Random(seed);
        for (var made = 0; made < count; made++)
        {
            var frame = Any("f", random);
            var (subject, predicate, verb, thing) = (Any("s", random), Any("p", random), Any("v", random), Any("o", random));
            yield return (Written(from), Written(to));

            string Written(string language)
            {
                var isFeminine = subject[language].StartsWith(Feminine, StringComparison.Ordinal);
                var forms = predicate[language].Split('/');
                var text = frame[language]
                    .Replace("{s}", isFeminine ? subject[language][Feminine.Length..] : subject[language], StringComparison.Ordinal)
                    .Replace("{p}", isFeminine ? forms[^1] : forms[0], StringComparison.Ordinal)
                    .Replace("{v}", verb[language], StringComparison.Ordinal)
                    .Replace("{o}", thing[language], StringComparison.Ordinal);

                // Marks are counted from 0, whichever part they stand in.
                var hasFirst = text.Contains("{0}", StringComparison.Ordinal);
                text = text.Replace("{0}", Mark(0), StringComparison.Ordinal).Replace("{1}", Mark(hasFirst ? 1 : 0), StringComparison.Ordinal);
                return char.ToUpperInvariant(text[0]) + text[1..];
            }
        }
    }

    private static string Mark(int index) => ((char)(ProtectedText.First + index)).ToString();

    private Dictionary<string, string> Any(string kind, Random random)
    {
        var parts = _parts[kind].ToList();
        return parts[random.Next(parts.Count)];
    }

    private static ComposedSentences Load()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        var header = reader.ReadLine()!.Split('\t');
        List<Dictionary<string, string>> parts = [];
        while (reader.ReadLine() is { } line)
        {
            parts.Add(header.Zip(line.Split('\t')).ToDictionary(static cell => cell.First, static cell => cell.Second));
        }

        return new ComposedSentences(header[1..], parts);
    }
}
