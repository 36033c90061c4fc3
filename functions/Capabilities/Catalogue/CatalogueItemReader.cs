using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>
/// Reads and checks an item as JSON. Unknown members are passed over. Besides the product's own form it takes that of <c>xb simulate --catalogue</c>:
/// <c>department</c> before a plain <c>category</c>, <c>grams</c>, and <c>stock</c> as one number.
/// </summary>
public static class CatalogueItemReader
{
    /// <summary>Longest title, in characters.</summary>
    public const int MaxTitle = 500;

    /// <summary>Longest part of a category path, brand or name of a warehouse, in characters.</summary>
    public const int MaxName = 100;

    private const int MaxParts = 8;
    private const int MaxMembers = 300;
    private const string OneWarehouse = "main";

    /// <summary>Reads an item.</summary>
    /// <param name="json">The item.</param>
    /// <param name="item">The item, or <see langword="null"/>.</param>
    /// <param name="problem">The first thing that is wrong; <see langword="null"/> where nothing is.</param>
    public static bool TryRead(JsonElement json, out CatalogueItem? item, out ItemProblem? problem)
    {
        try
        {
            (item, problem) = (Read(json), null);
            return true;
        }
        catch (ItemRefusedException refused)
        {
            (item, problem) = (null, refused.Problem);
            return false;
        }
    }

    /// <summary>The sku of an item that may be wrong otherwise; <see langword="null"/> where there is none.</summary>
    /// <param name="json">The item.</param>
    public static string? SkuOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("sku", out var member) && member.ValueKind == JsonValueKind.String
        && IdText.IsValid(member.GetString()) ? member.GetString() : null;

    private static CatalogueItem Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("", "An item is a JSON object.");
        }

        return new CatalogueItem
        {
            Sku = Sku.TryCreate(SkuOf(json), out var sku) ? sku
                : throw Refuse("sku", $"A sku is a text of 1 to {IdText.MaxLength} characters without control characters."),
            Titles = Members(json, "titles", 1).ToFrozenDictionary(static member => member.Name, Title, StringComparer.Ordinal),
            Category = [.. CategoryOf(json)],
            Brand = OptionalText(json, "brand"),
            Prices = Members(json, "prices", 1).Select(Price).ToFrozenDictionary(),
            WeightGrams = Whole(json, json.TryGetProperty("weightGrams", out _) ? "weightGrams" : "grams", 10_000_000),
            HsCode = HsCodeOf(json),
            Origin = json.TryGetProperty("origin", out var origin) && origin.ValueKind != JsonValueKind.Null ? Country("origin", Text(origin)) : default,
            ShipToOnly = Countries(json, "only"),
            ShipToExcept = Countries(json, "except"),
            Stock = StockOf(json),
            Launched = Day(json),
            Hidden = Flag(json, "hidden"),
            Translations = ItemTranslationReader.Read(json),
        };
    }

    private static string Title(JsonProperty member) =>
        !LanguageTag.TryParse(member.Name, out _) ? throw Refuse($"titles.{member.Name}", "A language is a BCP 47 tag such as pt-BR.")
        : IsName(Text(member.Value), MaxTitle) ? Text(member.Value)!
        : throw Refuse($"titles.{member.Name}", $"A title is a text of 1 to {MaxTitle} characters without control characters.");

    private static IEnumerable<string> CategoryOf(JsonElement json)
    {
        if (!json.TryGetProperty("category", out var member))
        {
            throw Refuse("category", "An item needs a category: a list of names from the department down, or one text with slashes.");
        }

        List<string?> parts = member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray().Select(Text)]
            : [.. (Text(member) ?? "").Split('/')];
        if (json.TryGetProperty("department", out var department))
        {
            parts.Insert(0, Text(department));
        }

        return parts.Count is >= 1 and <= MaxParts && parts.All(static part => IsName(part, MaxName) && !part!.Contains('/', StringComparison.Ordinal))
            ? parts.Select(static part => part!)
            : throw Refuse("category", $"A category has 1 to {MaxParts} names of 1 to {MaxName} characters each, without slashes and control characters.");
    }

    private static KeyValuePair<CountryCode, Money> Price(JsonProperty member)
    {
        var field = $"prices.{member.Name}";
        var market = Country(field, member.Name);
        CurrencyCode currency = default;
        var amount = member.Value;
        if (amount.ValueKind == JsonValueKind.Object)
        {
            if (!member.Value.TryGetProperty("currency", out var code) || !CurrencyCode.TryParse(Text(code) ?? "", out currency) || currency.IsNone)
            {
                throw Refuse($"{field}.currency", "A currency is an ISO 4217 code such as EUR.");
            }

            amount = member.Value.TryGetProperty("amount", out var named) ? named : default;
        }
        else if (Markets.TryGet(market, out var known))
        {
            currency = known.Currency;
        }
        else
        {
            throw Refuse(field, "The currency of this market is not known: give {\"amount\":…,\"currency\":…}.");
        }

        return amount.ValueKind == JsonValueKind.Number && amount.TryGetDecimal(out var value) && value >= 0
            && Money.TryFromDecimal(value, currency, out var money)
            ? KeyValuePair.Create(market, money)
            : throw Refuse(field, $"A price is a number from 0 with at most {currency.MinorDigits} decimals in {currency}.");
    }

    private static string HsCodeOf(JsonElement json)
    {
        var code = OptionalText(json, "hsCode").Replace(".", "", StringComparison.Ordinal);
        return code.Length == 0 || (code.Length is >= 6 and <= 10 && code.All(char.IsAsciiDigit))
            ? code
            : throw Refuse("hsCode", "A code of the Harmonized System has 6 to 10 digits.");
    }

    private static CountrySet Countries(JsonElement json, string name)
    {
        if (!json.TryGetProperty("shipTo", out var shipTo) || shipTo.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        if (shipTo.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("shipTo", "Expected {\"only\":[…]} or {\"except\":[…]}, or no shipTo for all countries.");
        }

        var field = $"shipTo.{name}";
        if (!shipTo.TryGetProperty(name, out var list))
        {
            return default;
        }

        // An empty "only" would be read as "everywhere", the opposite of what it says.
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is var length && length <= MaxMembers && (length > 0 || name != "only")
            ? new CountrySet([.. list.EnumerateArray().Select(code => Country(field, Text(code)))])
            : throw Refuse(field, $"Expected a list of 1 to {MaxMembers} country codes; leave it out for all countries, hide the item for none.");
    }

    private static FrozenDictionary<string, int>? StockOf(JsonElement json)
    {
        if (!json.TryGetProperty("stock", out var stock) || stock.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return stock.ValueKind == JsonValueKind.Number
            ? new[] { KeyValuePair.Create(OneWarehouse, Pieces("stock", stock)) }.ToFrozenDictionary(StringComparer.Ordinal)
            : Members(json, "stock", 0).ToFrozenDictionary(
                static member => IsName(member.Name, MaxName) ? member.Name
                    : throw Refuse("stock", $"The name of a warehouse has 1 to {MaxName} characters."),
                static member => Pieces($"stock.{member.Name}", member.Value),
                StringComparer.Ordinal);
    }

    private static DateOnly? Day(JsonElement json)
    {
        if (!json.TryGetProperty("launched", out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return DateOnly.TryParseExact(Text(member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Refuse("launched", "A day is written as 2026-03-14.");
    }

    private static bool Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw Refuse(name, "Expected true or false."),
        };

    private static int Whole(JsonElement json, string name, int most)
    {
        if (!json.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return 0;
        }

        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var value) && value >= 0 && value <= most
            ? value
            : throw Refuse(name, string.Create(CultureInfo.InvariantCulture, $"Expected a whole number from 0 to {most}."));
    }

    private static int Pieces(string field, JsonElement member) =>
        member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var pieces) && pieces >= 0
            ? pieces
            : throw Refuse(field, "Stock is a whole number from 0.");

    private static JsonProperty[] Members(JsonElement json, string name, int least)
    {
        JsonProperty[]? members = json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? [.. member.EnumerateObject()] : null;
        return members is not null && members.Length >= least && members.Length <= MaxMembers
            && members.DistinctBy(static one => one.Name, StringComparer.Ordinal).Count() == members.Length
            ? members
            : throw Refuse(name, $"Expected an object with {least} to {MaxMembers} members of different names.");
    }

    private static CountryCode Country(string field, string? text) => CountryCode.TryParse(text, out var country) && !country.IsUnknown
        ? country
        : throw Refuse(field, "A country is an ISO 3166-1 alpha-2 code of two capitals, such as DE.");

    private static string OptionalText(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return Text(member) is { } text && (text.Length == 0 || IsName(text, MaxName)) ? text
            : throw Refuse(name, $"Expected a text of at most {MaxName} characters without control characters.");
    }

    private static bool IsName(string? text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);

    private static string? Text(JsonElement member) => member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static ItemRefusedException Refuse(string field, string detail) => new(new ItemProblem(field, detail));
}
