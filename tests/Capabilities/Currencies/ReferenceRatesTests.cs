using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Currencies;

[TestClass]
public sealed class ReferenceRatesTests
{
    private static readonly CurrencyCode Dollar = CurrencyCode.Parse("USD");
    private static readonly CurrencyCode Yen = CurrencyCode.Parse("JPY");
    private static readonly DateTimeOffset Change = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void An_amount_is_converted_by_the_table_of_its_own_time()
    {
        var rates = Of(("2026-02-01", 2.0), ("2026-03-01", 4.0));

        Assert.AreEqual((100, "0001-01-01"), Convert(rates, Change.AddMilliseconds(-1)));
        Assert.AreEqual((50, "2026-02-01"), Convert(rates, Change));
        Assert.AreEqual((50, "2026-02-01"), Convert(rates, Change.AddDays(27)));
        Assert.AreEqual((25, "2026-03-01"), Convert(rates, Change.AddDays(28)));
    }

    [TestMethod]
    public void A_table_keeps_what_it_leaves_out_as_it_was()
    {
        Assert.IsTrue(new ReferenceRates().TryToBase(182, Yen, Change, out var before, out _));
        Assert.IsTrue(Of(("2026-02-01", 2.0)).TryToBase(182, Yen, Change, out var after, out _));
        Assert.AreEqual((1d, before), (before, after));
    }

    [TestMethod]
    public void A_table_whose_rates_are_edited_has_another_id()
    {
        var (one, same, edited) = (Of(("2026-02-01", 2.0)), Of(("2026-02-01", 2.0)), Of(("2026-02-01", 2.5)));
        Assert.AreEqual(Id(one), Id(same));
        Assert.AreNotEqual(Id(one), Id(edited));
    }

    [TestMethod]
    public void A_wrong_date_code_or_rate_is_named()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Of(("1 February", 2))).Message, "Currencies:Tables:1 February");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Of(("2026-02-01", 0))).Message, "Currencies:Tables:2026-02-01:USD is 0");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => new ReferenceRates(new Dictionary<string, double> { ["EURO"] = 1 })).Message,
            "Currencies:UnitsPerEuro:EURO");
    }

    private static ReferenceRates Of(params (string Date, double Dollars)[] tables) => new(
        new Dictionary<string, double> { ["USD"] = 1 },
        tables.ToDictionary(table => table.Date, table => new Dictionary<string, double> { ["USD"] = table.Dollars }));

    private static (int Amount, string Date) Convert(ReferenceRates rates, DateTimeOffset at) =>
        rates.TryToBase(10_000, Dollar, at, out var amount, out var table)
            ? ((int)amount, table[..10])
            : throw new AssertFailedException("No rate.");

    private static string Id(ReferenceRates rates) =>
        rates.TryToBase(1, Dollar, Change, out _, out var table) ? table : throw new AssertFailedException("No rate.");
}
