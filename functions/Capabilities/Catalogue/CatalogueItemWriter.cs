using System.Globalization;
using System.Text.Json;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Writes an item as <see cref="CatalogueItemReader"/> reads it: equal items give equal bytes.</summary>
public static class CatalogueItemWriter
{
    /// <summary>Writes an item.</summary>
    /// <param name="json">Destination.</param>
    /// <param name="item">The item.</param>
    public static void Write(Utf8JsonWriter json, CatalogueItem item)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("sku"u8, item.Sku.Value);
        json.WriteStartObject("titles"u8);
        foreach (var (language, title) in item.Titles.OrderBy(static title => title.Key, StringComparer.Ordinal))
        {
            json.WriteString(language, title);
        }

        json.WriteEndObject();
        json.WriteStartArray("category"u8);
        foreach (var part in item.Category)
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
        json.WriteString("brand"u8, item.Brand);
        json.WriteStartObject("prices"u8);
        foreach (var (market, price) in item.Prices.OrderBy(static price => price.Key.Packed))
        {
            json.WriteStartObject(market.ToString());
            json.WriteNumber("amount"u8, price.ToDecimal());
            json.WriteString("currency"u8, price.Currency.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteRest(json, item);
        json.WriteEndObject();
    }

    private static void WriteRest(Utf8JsonWriter json, CatalogueItem item)
    {
        json.WriteNumber("weightGrams"u8, item.WeightGrams);
        if (item.HsCode.Length > 0)
        {
            json.WriteString("hsCode"u8, item.HsCode);
        }

        if (!item.Origin.IsUnknown)
        {
            json.WriteString("origin"u8, item.Origin.ToString());
        }

        if (!item.ShipToOnly.IsEmpty || !item.ShipToExcept.IsEmpty)
        {
            json.WriteStartObject("shipTo"u8);
            WriteCountries(json, "only", item.ShipToOnly);
            WriteCountries(json, "except", item.ShipToExcept);
            json.WriteEndObject();
        }

        if (item.Stock is { } stock)
        {
            json.WriteStartObject("stock"u8);
            foreach (var (warehouse, pieces) in stock.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(warehouse, pieces);
            }

            json.WriteEndObject();
        }

        if (item.Launched is { } launched)
        {
            json.WriteString("launched"u8, launched.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        json.WriteBoolean("hidden"u8, item.Hidden);
        if (item.Translations.Count > 0)
        {
            WriteTranslations(json, item);
        }
    }

    private static void WriteTranslations(Utf8JsonWriter json, CatalogueItem item)
    {
        json.WriteStartObject("translations"u8);
        foreach (var (language, translation) in item.Translations.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(language);
            json.WriteString("title"u8, translation.Title);
            json.WriteString("from"u8, translation.From);
            json.WriteString("source"u8, translation.SourceHash.ToString("x16", CultureInfo.InvariantCulture));
            json.WriteString("engine"u8, translation.Engine);
            json.WriteNumber("quality"u8, translation.Quality);
            json.WriteBoolean("review"u8, translation.NeedsReview);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCountries(Utf8JsonWriter json, string name, CountrySet countries)
    {
        if (!countries.IsEmpty)
        {
            json.WriteStartArray(name);
            foreach (var country in countries.Members)
            {
                json.WriteStringValue(country.ToString());
            }

            json.WriteEndArray();
        }
    }
}
