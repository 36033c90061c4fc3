using System.Text;
using System.Text.Json;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class CodeTests
{
    [TestMethod]
    [DataRow("JPY", 0)]
    [DataRow("KRW", 0)]
    [DataRow("EUR", 2)]
    [DataRow("XCG", 2)]
    [DataRow("BHD", 3)]
    [DataRow("TND", 3)]
    [DataRow("CLF", 4)]
    public void A_currency_knows_its_decimals(string code, int digits)
    {
        Assert.AreEqual(digits, CurrencyCode.Parse(code).MinorDigits);
        Assert.AreEqual(code, CurrencyCode.Parse(code).ToString());
    }

    [TestMethod]
    [DataRow("eur")]
    [DataRow("EU")]
    [DataRow("EURO")]
    [DataRow("XAU")]
    [DataRow("DEM")]
    [DataRow("E\u00dcR")]
    [DataRow("")]
    public void What_is_no_currency_is_refused(string text)
    {
        Assert.IsFalse(CurrencyCode.TryParse(text, out _));
        Assert.IsFalse(CurrencyCode.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.ThrowsExactly<FormatException>(() => CurrencyCode.Parse(text));
    }

    [TestMethod]
    [DataRow("UK")]
    [DataRow("de")]
    [DataRow("DEU")]
    [DataRow("EU")]
    [DataRow("")]
    public void What_is_no_country_is_refused(string text)
    {
        Assert.IsFalse(CountryCode.TryParse(text, out _));
        Assert.IsFalse(CountryCode.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.ThrowsExactly<FormatException>(() => CountryCode.Parse(text));
    }

    [TestMethod]
    public void All_codes_come_back_from_text_utf8_number_and_json()
    {
        Assert.HasCount(250, CountryCode.All);
        foreach (var country in CountryCode.All.Append(default))
        {
            Assert.AreEqual(country, CountryCode.Parse(country.ToString()));
            Assert.IsTrue(CountryCode.TryParse(Encoding.UTF8.GetBytes(country.ToString()), out var read) && read == country);
            Assert.AreEqual(country, CountryCode.FromPacked(country.Packed));
            Assert.AreEqual(country, JsonSerializer.Deserialize<CountryCode>(JsonSerializer.Serialize(country)));
            Assert.IsLessThan(1_024, country.Packed);
        }

        foreach (var currency in CurrencyCode.All.Append(default))
        {
            Assert.AreEqual(currency, CurrencyCode.Parse(currency.ToString()));
            Assert.IsTrue(CurrencyCode.TryParse(Encoding.UTF8.GetBytes(currency.ToString()), out var read) && read == currency);
            Assert.AreEqual(currency, CurrencyCode.FromPacked(currency.Packed));
            Assert.AreEqual(currency, JsonSerializer.Deserialize<CurrencyCode>(JsonSerializer.Serialize(currency)));
        }
    }

    [TestMethod]
    public void Default_codes_say_that_nothing_is_known()
    {
        Assert.AreEqual("XXX", default(CurrencyCode).ToString());
        Assert.AreEqual("ZZ", default(CountryCode).ToString());
        Assert.AreEqual("", default(LanguageTag).ToString());
        Assert.IsTrue(default(CurrencyCode).IsNone && default(CountryCode).IsUnknown);
    }

    [TestMethod]
    [DataRow("de", true)]
    [DataRow("pt-BR", true)]
    [DataRow("zh-Hant-TW", true)]
    [DataRow("sl-rozaj-biske-1994", true)]
    [DataRow("d", false)]
    [DataRow("de_DE", false)]
    [DataRow("de-", false)]
    [DataRow("12-DE", false)]
    [DataRow("aa-bbbbbbbbb", false)]
    public void A_language_tag_is_well_formed(string text, bool valid)
    {
        Assert.AreEqual(valid, LanguageTag.TryParse(text, out _));
        Assert.AreEqual(valid, LanguageTag.TryParse(Encoding.UTF8.GetBytes(text), new IdInterner(4), out _));
    }

    [TestMethod]
    public void Every_market_has_a_time_zone_that_exists_and_is_found_by_its_country()
    {
        Assert.IsGreaterThanOrEqualTo(17, Markets.All.Count);
        foreach (var market in Markets.All)
        {
            Assert.IsTrue(TimeZoneInfo.TryFindSystemTimeZoneById(market.TimeZoneId, out _), market.TimeZoneId);
            Assert.IsTrue(Markets.TryGet(market.Code, out var found) && ReferenceEquals(found, market));
            Assert.AreEqual(market.Code.ToString(), market.Language.Value[^2..]);
        }

        Assert.IsFalse(Markets.TryGet(CountryCode.Parse("IS"), out _));
    }
}
