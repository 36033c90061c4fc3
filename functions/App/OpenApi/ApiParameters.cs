using System.Text.Json.Nodes;

namespace XbFunctions.App.OpenApi;

/// <summary>What parameters mean, which have one meaning in every route.</summary>
internal static class ApiParameters
{
    private static readonly Dictionary<string, (string Meaning, string Schema, string? Example)> Known = new(StringComparer.Ordinal)
    {
        ["market"] = ("Storefront, ISO 3166-1 alpha-2.", """{"type":"string","pattern":"^[A-Z]{2}$"}""", "DE"),
        ["shipTo"] = ("Country of delivery, ISO 3166-1 alpha-2.", """{"type":"string","pattern":"^[A-Z]{2}$"}""", "DE"),
        ["from"] = ("First moment of the span, RFC 3339.", """{"type":"string"}""", null),
        ["to"] = ("End of the span, not in it, RFC 3339.", """{"type":"string"}""", null),
        ["n"] = ("Most entries of the answer.", """{"type":"integer","minimum":1}""", "20"),
        ["offset"] = ("Entries to leave out before the first.", """{"type":"integer","minimum":0}""", "0"),
        ["minScore"] = ("Least score, 0 to 1.", """{"type":"number","minimum":0,"maximum":1}""", "0.5"),
        ["rule"] = ("Rule that was hit.", """{"type":"string"}""", null),
        ["language"] = ("Language of texts, BCP 47.", """{"type":"string"}""", "en"),
        ["audience"] = ("Whom the texts are for.", """{"type":"string","enum":["agent","buyer"]}""", "agent"),
        ["record"] = ("Whether the payment joins the stream, too.", """{"type":"boolean"}""", "false"),
        ["continuation"] = ("Where the page before ended, as its answer says.", """{"type":"string"}""", null),
        ["Translate.to"] = ("Target language, BCP 47; may be given several times.", """{"type":"string"}""", "de"),
        ["Translate.from"] = ("Language of the texts; found out where it is left out.", """{"type":"string"}""", null),
        ["textType"] = ("Whether texts are plain or HTML.", """{"type":"string","enum":["plain","html"]}""", "plain"),
        ["category"] = ("Category, with what lies under it.", """{"type":"string"}""", null),
        ["explain"] = ("Whether each item says its sources and score.", """{"type":"boolean"}""", "true"),
        ["writeBack"] = ("Whether what is shown counts as seen.", """{"type":"boolean"}""", "false"),
        ["features"] = ("Whether the features of the decision are answered, too.", """{"type":"boolean"}""", "false"),
        ["horizon"] = ("Days ahead.", """{"type":"integer","minimum":1}""", "14"),
        ["level"] = ("Levels of the intervals in per cent, with commas.", """{"type":"string","enum":["80","95","80,95"]}""", "80,95"),
        ["onHand"] = ("Pieces on the shelf; else what was said last.", """{"type":"integer","minimum":0}""", "250"),
        ["onOrder"] = ("Pieces ordered that have not arrived; else what was said last.", """{"type":"integer","minimum":0}""", "0"),
        ["expected"] = ("Day on which the pieces on order are expected; else what was said last.", """{"type":"string","format":"date"}""", null),
        ["policy"] = ("How orders are decided; what suits the product where it is left out.", """{"type":"string","enum":["rq","ss","newsvendor"]}""", null),
        ["reviewDays"] = ("Days between two looks at the stock.", """{"type":"integer","minimum":1,"maximum":90}""", "1"),
        ["seasonEnd"] = ("Last day on which the product sells.", """{"type":"string","format":"date"}""", null),
        ["shelfLifeDays"] = ("Days that a piece can be sold once it has arrived.", """{"type":"integer","minimum":1,"maximum":400}""", null),
        ["salvage"] = ("What a piece is worth that is left at the end.", """{"type":"number","minimum":0}""", "0"),
        ["serviceLevel"] = ("Probability of not running out while an order is on its way.", """{"type":"number","minimum":0.5,"maximum":0.999}""", "0.95"),
        ["stockOutCost"] = ("Cost of a piece short; above 0 it sets the service level.", """{"type":"number","minimum":0}""", "0"),
        ["price"] = ("Price of a piece, whatever the quantity; else the stated prices.", """{"type":"number","minimum":0.01}""", "10"),
        ["orderCost"] = ("Fixed cost of an order.", """{"type":"number","minimum":0.01}""", "50"),
        ["holdingRate"] = ("Cost of holding a piece for a year against the price that was paid.", """{"type":"number","minimum":0.001,"maximum":10}""", "0.25"),
        ["minimum"] = ("Fewest pieces of an order.", """{"type":"integer","minimum":1}""", "1"),
        ["pack"] = ("Pieces of a pack.", """{"type":"integer","minimum":1}""", "1"),
        ["paymentId"] = ("The payment, as its producer named it.", """{"type":"string","maxLength":128}""", "p-1001"),
        ["customerKey"] = ("The customer's pseudonym, as decisions carry it.", """{"type":"string","pattern":"^p_[0-9a-f]{32}$"}""", "p_00000000000000000000000000000001"),
        ["customerId"] = ("The customer, as events name it.", """{"type":"string","maxLength":128}""", "c-17"),
        ["erasureId"] = ("The erasure, as its receipt names it.", """{"type":"string","maxLength":64}""", "e-000000000000000000000000-1"),
        ["sku"] = ("The item.", """{"type":"string","maxLength":128}""", "SKU-0001"),
    };

    /// <summary>Describes a parameter.</summary>
    /// <param name="function">Function that takes it, where a name means something else than elsewhere.</param>
    /// <param name="name">Its name.</param>
    /// <param name="place"><c>path</c> or <c>query</c>.</param>
    public static JsonObject Describe(string function, string name, string place)
    {
        var (meaning, schema, example) = Known.TryGetValue($"{function}.{name}", out var own) ? own : Known.GetValueOrDefault(name, ($"See the description: {name}.", """{"type":"string"}""", null));
        var described = new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = place == "path",
            ["description"] = meaning,
            ["schema"] = JsonNode.Parse(schema),
        };
        if (example is not null)
        {
            var isText = described["schema"]!["type"]!.GetValue<string>() == "string";
            described["example"] = isText ? example : JsonNode.Parse(example);
        }

        return described;
    }
}
