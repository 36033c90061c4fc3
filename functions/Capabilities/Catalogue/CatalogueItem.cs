using System.Collections.Frozen;
using System.Collections.Immutable;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>An item as the platform sells it. Immutable.</summary>
public sealed record CatalogueItem
{
    /// <summary>The stock keeping unit.</summary>
    public required Sku Sku { get; init; }

    /// <summary>Title by BCP 47 language tag, at least one.</summary>
    public required FrozenDictionary<string, string> Titles { get; init; }

    /// <summary>Titles that engines translated, by BCP 47 language tag; mostly of languages that <see cref="Titles"/> lacks.</summary>
    public FrozenDictionary<string, ItemTranslation> Translations { get; init; } = FrozenDictionary<string, ItemTranslation>.Empty;

    /// <summary>Category path from the department down; 1 to 8 parts.</summary>
    public required ImmutableArray<string> Category
    {
        get;
        init => (field, CategoryPath) = (value, string.Join('/', value));
    }

    /// <summary>Category path as one text, parts apart by a slash.</summary>
    public string CategoryPath { get; private init; } = "";

    /// <summary>Brand; empty where it is unknown.</summary>
    public string Brand { get; init; } = "";

    /// <summary>Price by storefront. An item without a price in a storefront is not sold there.</summary>
    public required FrozenDictionary<CountryCode, Money> Prices { get; init; }

    /// <summary>Weight of a piece in grams; 0 for what is delivered without a parcel.</summary>
    public int WeightGrams { get; init; }

    /// <summary>Code of the Harmonized System, 6 to 10 digits; empty where it is unknown.</summary>
    public string HsCode { get; init; } = "";

    /// <summary>Country of origin; unknown by default.</summary>
    public CountryCode Origin { get; init; }

    /// <summary>Countries that it is delivered to; empty for all.</summary>
    public CountrySet ShipToOnly { get; init; }

    /// <summary>Countries that it is never delivered to.</summary>
    public CountrySet ShipToExcept { get; init; }

    /// <summary>Pieces by warehouse; <see langword="null"/> where stock is not counted, as for downloads.</summary>
    public FrozenDictionary<string, int>? Stock { get; init; }

    /// <summary>First day on sale, UTC; <see langword="null"/> for one long ago.</summary>
    public DateOnly? Launched { get; init; }

    /// <summary>Whether it is kept out of every answer.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether a piece can be sold: some warehouse has one, or stock is not counted.</summary>
    public bool IsInStock
    {
        get
        {
            if (Stock is null)
            {
                return true;
            }

            foreach (var pieces in Stock.Values)
            {
                if (pieces > 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether it may be sent to a country.</summary>
    /// <param name="country">The country.</param>
    public bool ShipsTo(CountryCode country) =>
        (ShipToOnly.IsEmpty || ShipToOnly.Contains(country)) && !ShipToExcept.Contains(country);

    /// <summary>Whether it is on sale in a storefront, for delivery to a country, on a day: not hidden, launched, in stock, priced, deliverable.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="shipTo">Where it is to be delivered.</param>
    /// <param name="day">The day, UTC.</param>
    public bool IsSold(CountryCode market, CountryCode shipTo, DateOnly day) =>
        !Hidden && (Launched is not { } launched || launched <= day) && Prices.ContainsKey(market) && ShipsTo(shipTo) && IsInStock;

    /// <summary>The title in a language: the very tag, else the same primary language, else an engine's translation, else English, else any.</summary>
    /// <param name="language">The language asked for; the default for none.</param>
    /// <returns>The tag of the title, and the title.</returns>
    public (string Language, string Title) TitleIn(LanguageTag language)
    {
        if (Titles.TryGetValue(language.Value, out var exact))
        {
            return (language.Value, exact);
        }

        return TitleOf(language.Primary) ?? TranslationOf(language.Primary) ?? TitleOf("en") ?? First();
    }

    private (string Language, string Title)? TranslationOf(ReadOnlySpan<char> primary)
    {
        foreach (var (tag, translation) in Translations)
        {
            var dash = tag.IndexOf('-', StringComparison.Ordinal);
            if (!primary.IsEmpty && tag.AsSpan(0, dash < 0 ? tag.Length : dash).Equals(primary, StringComparison.OrdinalIgnoreCase) && translation.IsOf(this))
            {
                return (tag, translation.Title);
            }
        }

        return null;
    }

    private (string Language, string Title) First()
    {
        var first = Titles.MinBy(static title => title.Key, StringComparer.Ordinal);
        return (first.Key, first.Value);
    }

    private (string Language, string Title)? TitleOf(ReadOnlySpan<char> primary)
    {
        (string, string)? best = null;
        foreach (var (tag, title) in Titles)
        {
            var dash = tag.IndexOf('-', StringComparison.Ordinal);
            if (!primary.IsEmpty && tag.AsSpan(0, dash < 0 ? tag.Length : dash).Equals(primary, StringComparison.OrdinalIgnoreCase)
                && (best is not { } known || string.CompareOrdinal(tag, known.Item1) < 0))
            {
                best = (tag, title);
            }
        }

        return best;
    }
}
