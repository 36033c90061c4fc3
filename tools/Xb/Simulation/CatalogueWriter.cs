using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>
/// Writes the catalogue as JSON Lines, one product a line:
/// <c>{"sku","department","category","brand","grams","origin","launched","stock","sellers":[…],"titles":{"en":…},"prices":{"US":…}}</c>.
/// Prices are list prices in major units of the market's currency, <c>grams</c> is the weight of a piece (0 for a download), and
/// <c>stock</c> is what lies in the warehouse when the run starts.
/// </summary>
public static class CatalogueWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes all products of a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="stream">Where the lines go; stays open.</param>
    public static void Write(MarketplaceWorld world, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(stream);
        var inventory = new Inventory(world.Options, world.Catalogue);
        using var json = new Utf8JsonWriter(stream, Options);
        foreach (var product in world.Catalogue.Products)
        {
            json.WriteStartObject();
            WriteFacts(json, product, world, inventory);
            WriteTitles(json, product, world.Catalogue.Lexicon);
            WritePrices(json, product, world);
            json.WriteEndObject();
            json.Flush();
            stream.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static void WriteFacts(Utf8JsonWriter json, Product product, MarketplaceWorld world, Inventory inventory)
    {
        json.WriteString("sku", product.Sku.Value);
        json.WriteString("department", product.Category.Department);
        json.WriteString("category", product.Category.Key);
        json.WriteString("brand", product.Brand);
        json.WriteNumber("grams", product.Grams);
        json.WriteString("origin", product.Origin.ToString());
        json.WriteString("launched", product.LaunchedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (!product.Category.IsDigital)
        {
            json.WriteNumber("stock", inventory.Available(product, world.Options.Start));
        }

        json.WriteStartArray("sellers");
        foreach (var offer in product.Offers)
        {
            json.WriteStringValue(world.Sellers.Sellers[offer].Id.Value);
        }

        json.WriteEndArray();
    }

    private static void WriteTitles(Utf8JsonWriter json, Product product, Lexicon lexicon)
    {
        json.WriteStartObject("titles");
        foreach (var language in lexicon.Languages)
        {
            json.WriteString(language, lexicon.Title(product, language));
        }

        json.WriteEndObject();
    }

    private static void WritePrices(Utf8JsonWriter json, Product product, MarketplaceWorld world)
    {
        json.WriteStartObject("prices");
        foreach (var storefront in world.Storefronts)
        {
            var price = new Money(product.Prices[storefront.Index], storefront.Market.Currency);
            json.WriteNumber(storefront.Profile.Code, price.ToDecimal());
        }

        json.WriteEndObject();
    }
}
