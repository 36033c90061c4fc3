using System.Collections.Frozen;

namespace XbFunctions.Xb.Simulation;

/// <summary>
/// The words of products in every language of the markets, read from <c>Lexicon/words.tsv</c>. What is said about a product is a phrase
/// ("made of wood", "aus Holz") and not an adjective, because a phrase is right beside a noun of any gender.
/// </summary>
internal sealed class Lexicon
{
    private readonly string[] _languages;
    private readonly FrozenDictionary<string, string[]> _words;

    private Lexicon(string[] languages, FrozenDictionary<string, string[]> words) => (_languages, _words) = (languages, words);

    /// <summary>Primary language subtags, English first.</summary>
    public IReadOnlyList<string> Languages => _languages;

    /// <summary>Reads the lexicon from this assembly.</summary>
    public static Lexicon Load()
    {
        var rows = LexiconTable.Read("words");
        var words = rows.Skip(1).ToFrozenDictionary(static row => row[0], static row => row[1..], StringComparer.Ordinal);
        return new Lexicon(rows[0][1..], words);
    }

    /// <summary>The name of a category, as one would search for it.</summary>
    public string CategoryName(Category category, ReadOnlySpan<char> language) => Word($"category.{category.Key}", language);

    /// <summary>The name of a department.</summary>
    public string DepartmentName(string department, ReadOnlySpan<char> language) => Word($"department.{department}", language);

    /// <summary>The title of a product, e.g. "Norvika Kettle made of stainless steel, 1000 ml".</summary>
    public string Title(Product product, ReadOnlySpan<char> language)
    {
        var noun = CategoryName(product.Category, language);
        var phrase = Word($"qualifier.{product.Qualifier}", language);
        var size = product.Size.Length == 0 ? "" : $", {product.Size}";
        return language switch
        {
            "en" => $"{product.Brand} {noun} {phrase}{size}",
            "ja" => $"{product.Brand} {phrase}{noun}{(size.Length == 0 ? "" : " " + product.Size)}",
            "ko" => $"{product.Brand} {phrase} {noun}{(size.Length == 0 ? "" : " " + product.Size)}",
            "ar" => $"{noun} {phrase} {product.Brand}{(size.Length == 0 ? "" : "\u060c " + product.Size)}",
            _ => $"{noun} {phrase} {product.Brand}{size}",
        };
    }

    private string Word(string key, ReadOnlySpan<char> language)
    {
        var column = IndexOf(language);
        return _words[key][Math.Max(0, column)];
    }

    private int IndexOf(ReadOnlySpan<char> language)
    {
        for (var index = 0; index < _languages.Length; index++)
        {
            if (language.SequenceEqual(_languages[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
