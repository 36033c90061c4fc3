using System.Buffers;
using System.Text.Json;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Catalogue;

[TestClass]
public sealed class CatalogueItemTests
{
    private const string Full = """
        {"sku":"s-1","titles":{"pt-BR":"Lâmpada","pt-PT":"Candeeiro","ja":"ランプ"},"category":["home","light"],"brand":"B",
         "prices":{"DE":{"amount":12.5,"currency":"EUR"},"JP":1900,"CH":{"amount":9.9,"currency":"CHF"}},"weightGrams":420,"hsCode":"9405.21",
         "origin":"PT","shipTo":{"only":["DE","JP","BR"],"except":["BR"]},"stock":{"w1":0,"w2":3},"launched":"2026-03-01","hidden":false,"other":1}
        """;

    private static readonly DateOnly Day = new(2026, 3, 1);

    [TestMethod]
    public void An_item_is_read_as_it_was_written()
    {
        var item = Read(Full);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            CatalogueItemWriter.Write(json, item);
        }

        var again = Read(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.AreEqual(item.Sku, again.Sku);
        CollectionAssert.AreEquivalent(item.Titles.ToArray(), again.Titles.ToArray());
        CollectionAssert.AreEquivalent(item.Prices.ToArray(), again.Prices.ToArray());
        CollectionAssert.AreEquivalent(item.Stock!.ToArray(), again.Stock!.ToArray());
        Assert.AreEqual("home/light", again.CategoryPath);
        Assert.AreEqual(
            (item.Brand, item.WeightGrams, item.HsCode, item.Origin, item.ShipToOnly, item.ShipToExcept, item.Launched, item.Hidden),
            (again.Brand, again.WeightGrams, again.HsCode, again.Origin, again.ShipToOnly, again.ShipToExcept, again.Launched, again.Hidden));
        Assert.AreEqual("940521", again.HsCode);
    }

    [TestMethod]
    [DataRow("DE", "DE", true)]
    [DataRow("CH", "DE", true, DisplayName = "bought in one storefront for delivery elsewhere")]
    [DataRow("DE", "BR", false, DisplayName = "excepted")]
    [DataRow("DE", "FR", false, DisplayName = "not among the only ones")]
    [DataRow("FR", "DE", false, DisplayName = "no price in the storefront")]
    public void An_item_is_sold_where_it_has_a_price_and_may_be_delivered(string market, string shipTo, bool isSold) =>
        Assert.AreEqual(isSold, Read(Full).IsSold(CountryCode.Parse(market), CountryCode.Parse(shipTo), Day));

    [TestMethod]
    public void An_item_is_not_sold_before_its_launch_nor_hidden_nor_sold_out()
    {
        var (item, de) = (Read(Full), CountryCode.Parse("DE"));
        Assert.IsFalse(item.IsSold(de, de, Day.AddDays(-1)));
        Assert.IsFalse((item with { Hidden = true }).IsSold(de, de, Day));
        Assert.IsFalse(Read(Full.Replace("\"w2\":3", "\"w2\":0", StringComparison.Ordinal)).IsSold(de, de, Day));
        Assert.IsTrue(Read(Full.Replace("\"stock\"", "\"stocks\"", StringComparison.Ordinal)).IsSold(de, de, Day), "stock that is not counted");
    }

    [TestMethod]
    [DataRow("pt-PT", "pt-PT")]
    [DataRow("pt", "pt-BR", DisplayName = "the first of the same language")]
    [DataRow("ja-JP", "ja", DisplayName = "the language without its country")]
    [DataRow("fi", "ja", DisplayName = "any, where neither the language nor English is there")]
    public void A_title_is_in_the_nearest_language(string asked, string given) =>
        Assert.AreEqual(given, Read(Full).TitleIn(LanguageTag.Parse(asked)).Language);

    [TestMethod]
    [DataRow("\"s-1\"", "\"\"", "sku")]
    [DataRow("\"JP\":1900", "\"JP\":1900.5", "prices.JP")]
    [DataRow("\"JP\":1900", "\"CH2\":1900", "prices.CH2")]
    [DataRow("\"CHF\"", "\"CHX\"", "prices.CH.currency")]
    [DataRow("[\"home\",\"light\"]", "[\"home\",\"\"]", "category")]
    [DataRow("\"9405.21\"", "\"94\"", "hsCode")]
    [DataRow("\"origin\":\"PT\"", "\"origin\":\"Portugal\"", "origin")]
    [DataRow("\"origin\":\"PT\"", "\"origin\":7", "origin")]
    [DataRow("[\"DE\",\"JP\",\"BR\"]", "[]", "shipTo.only")]
    [DataRow("\"w2\":3", "\"w2\":-3", "stock.w2")]
    [DataRow("2026-03-01", "01.03.2026", "launched")]
    [DataRow("\"hidden\":false", "\"hidden\":0", "hidden")]
    [DataRow("420", "-1", "weightGrams")]
    [DataRow("\"ja\"", "\"j\"", "titles.j")]
    public void A_wrong_member_is_named(string from, string to, string field)
    {
        Assert.Contains(from, Full);
        using var document = JsonDocument.Parse(Full.Replace(from, to, StringComparison.Ordinal));
        Assert.IsFalse(CatalogueItemReader.TryRead(document.RootElement, out _, out var problem));
        Assert.AreEqual(field, problem!.Field);
    }

    private static CatalogueItem Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.IsTrue(CatalogueItemReader.TryRead(document.RootElement, out var item, out var problem), problem?.ToString());
        return item!;
    }
}
