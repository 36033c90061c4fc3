using System.Security.Cryptography;
using System.Text.Json;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Terms of a shop, in one version. Immutable.</summary>
public sealed class Glossary
{
    /// <summary>Most terms.</summary>
    public const int MaxTerms = 20_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly IReadOnlyList<GlossaryTerm> _terms;

    private Glossary(string version, IReadOnlyList<GlossaryTerm> terms) => (Version, _terms) = (version, terms);

    /// <summary>No terms.</summary>
    public static Glossary Empty { get; } = new("none", []);

    /// <summary>Follows from the content, 16 hexadecimal digits.</summary>
    public string Version { get; }

    /// <summary>Reads a glossary: a JSON array of terms.</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="FormatException">It is no such array, or a term is incomplete; the message names it.</exception>
    public static Glossary Parse(ReadOnlySpan<byte> json)
    {
        List<GlossaryTerm>? terms;
        try
        {
            terms = JsonSerializer.Deserialize<List<GlossaryTerm>>(json, Json);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The glossary is no JSON array of terms: {exception.Message}", exception);
        }

        if (terms is null || terms.Count > MaxTerms)
        {
            throw new FormatException($"The glossary has {terms?.Count ?? 0} terms; expected an array of at most {MaxTerms}.");
        }

        for (var index = 0; index < terms.Count; index++)
        {
            var term = terms[index];
            if (string.IsNullOrWhiteSpace(term.Source) || string.IsNullOrWhiteSpace(term.Target)
                || TranslationLanguages.Find(term.From) is null || TranslationLanguages.Find(term.To) is null)
            {
                throw new FormatException($"Term {index} ('{term.Source}') needs from, to, source and target, with languages of the product.");
            }
        }

        return new Glossary(Convert.ToHexStringLower(SHA256.HashData(json))[..16], terms);
    }

    /// <summary>The terms that hold for a request.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="market">Market; null where none is known.</param>
    /// <param name="category">Category; null where none is known.</param>
    /// <returns>Null where no term holds.</returns>
    public GlossaryView? For(string from, string to, string? market, string? category)
    {
        Dictionary<string, (string Target, int Rank)> forms = new(StringComparer.OrdinalIgnoreCase);
        foreach (var term in _terms)
        {
            if (TranslationLanguages.Find(term.From)?.Code != from || TranslationLanguages.Find(term.To)?.Code != to
                || !Holds(term.Market, market) || !Holds(term.Category, category))
            {
                continue;
            }

            // The narrower term wins: market and category before one of them before none.
            var rank = (term.Market is null ? 0 : 1) + (term.Category is null ? 0 : 1);
            foreach (var (source, target) in term.Forms.Append(new(term.Source, term.Target)))
            {
                if (!forms.TryGetValue(source, out var known) || known.Rank <= rank)
                {
                    forms[source] = (target, rank);
                }
            }
        }

        return forms.Count == 0 ? null : new GlossaryView(forms.ToDictionary(static form => form.Key, static form => form.Value.Target, StringComparer.OrdinalIgnoreCase));
    }

    private static bool Holds(string? wanted, string? given) => wanted is null || string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);
}
