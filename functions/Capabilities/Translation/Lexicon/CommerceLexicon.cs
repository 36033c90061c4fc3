using System.Reflection;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// The lexicon written for this product: resources <c>*.tsv</c>, a kind and a term a line, a column for each language, forms apart by <c>/</c>.
/// Immutable.
/// </summary>
internal sealed class CommerceLexicon
{
    private const string Prefix = "XbFunctions.Capabilities.Translation.Lexicon.";
    private const string Titles = Prefix + "titles.tsv";
    private readonly Dictionary<string, Dictionary<string, (LexiconEntry Entry, int Form)>> _forms = [];

    private CommerceLexicon(IReadOnlyList<LexiconEntry> entries)
    {
        Entries = entries;
        foreach (var language in TranslationLanguages.All)
        {
            var forms = _forms[language.Code] = new(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in entries)
            {
                for (var form = 0; form < entry.Terms[language.Code].Length; form++)
                {
                    forms.TryAdd(entry.Terms[language.Code][form], (entry, form));
                }
            }
        }
    }

    /// <summary>The lexicon.</summary>
    public static CommerceLexicon Shared { get; } = Load();

    /// <summary>All terms.</summary>
    public IReadOnlyList<LexiconEntry> Entries { get; }

    /// <summary>The entry of a form; <c>null</c> where there is none.</summary>
    public (LexiconEntry Entry, int Form)? Find(string language, string form) => _forms[language].TryGetValue(form, out var found) ? found : null;

    /// <summary>Everything that is written in each language: what the detector learns from.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Samples() => TranslationLanguages.All.ToDictionary(
        static language => language.Code,
        language => (IReadOnlyList<string>)[.. Entries.SelectMany(entry => entry.Terms[language.Code])]);

    /// <summary>Terms of two languages, form by form; sentences and words between are left out.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language, perhaps with a region.</param>
    /// <returns>Distinct pairs; none where the lexicon has not one of the languages.</returns>
    public IReadOnlyList<(string Source, string Target)> Pairs(string from, string to)
    {
        if (TranslationLanguages.Find(from) is not { } source || TranslationLanguages.Find(to) is not { } target)
        {
            return [];
        }

        return [.. Entries.Where(static entry => entry.Kind is not (LexiconKind.Phrase or LexiconKind.Link)).SelectMany(entry =>
        {
            var (own, other) = (entry.Terms[source.Code], entry.Terms[target.Code]);
            return Enumerable.Range(0, Math.Max(own.Length, other.Length)).Select(form => (own[Math.Min(form, own.Length - 1)], other[Math.Min(form, other.Length - 1)]));
        }).Distinct()];
    }

    // The commonest terms come first, so that a word which several of them share in a language means the commonest one.
    private static CommerceLexicon Load()
    {
        List<LexiconEntry> entries = [];
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(static name => name != Titles).ThenBy(static name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var header = reader.ReadLine()!.Split('\t');
            for (var number = 2; reader.ReadLine() is { } line; number++)
            {
                if (line.Length > 0)
                {
                    entries.Add(Parse(line, header, $"{name[Prefix.Length..]} line {number}"));
                }
            }
        }

        return new CommerceLexicon(entries);
    }

    private static LexiconEntry Parse(string line, string[] header, string where)
    {
        var cells = line.Split('\t');
        if (cells.Length != header.Length || cells.Any(string.IsNullOrWhiteSpace))
        {
            throw new InvalidDataException($"{where}: {cells.Length} cells, expected {header.Length} that are not empty: {line}");
        }

        var kind = cells[0] switch
        {
            "n" => LexiconKind.Noun,
            "m" => LexiconKind.Modifier,
            "a" => LexiconKind.Audience,
            "l" => LexiconKind.Link,
            "p" => LexiconKind.Phrase,
            _ => throw new InvalidDataException($"{where}: kind '{cells[0]}'."),
        };
        return new LexiconEntry(kind, header.Skip(1).Zip(cells.Skip(1)).ToDictionary(
            static cell => cell.First, cell => kind == LexiconKind.Phrase ? [cell.Second] : cell.Second.Split('/'), StringComparer.Ordinal));
    }
}
