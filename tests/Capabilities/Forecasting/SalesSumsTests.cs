using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class SalesSumsTests
{
    private const double No = double.NaN;
    private static readonly DateOnly First = new(2026, 6, 1);

    [TestMethod]
    public void A_product_out_of_stock_counts_in_sums_with_what_it_usually_sells()
    {
        double[] weeks = [No, 2, 3, 4, 5, 6, 7, 10, 2, 3, 4, 5, 6, 7, 20, No, No, 4, 5, 6, 7];
        var sums = SalesSums.ByCategory([Sales("a", weeks), Sales("b", [.. Enumerable.Repeat(1.0, weeks.Length)])])["shoes"];
        Assert.AreEqual(1, sums[0], "before its first sale it counts nothing");
        Assert.AreEqual(1 + 2, sums[15], "as on the same day of the weeks before");
        Assert.AreEqual(1 + 3, sums[16]);
        Assert.AreEqual(1 + 4, sums[17]);
    }

    [TestMethod]
    public void An_estimate_reads_nothing_that_came_later()
    {
        double[] sold = [1, 2, 3, 4, 5, 6, 7, No, 9, 10];
        Assert.AreEqual(SalesSums.Filled(sold[..8])[7], SalesSums.Filled(sold)[7]);
    }

    [TestMethod]
    public void Markets_whose_first_days_differ_are_added_up_by_date()
    {
        var (first, values) = SalesSums.AddByDate([(First.AddDays(1), [1, 2, 3, 4]), (First, [10, 20, 30, 40])]);
        Assert.AreEqual(First, first);
        CollectionAssert.AreEqual(new double[] { 21, 32, 43 }, values);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Forecasts_of_all_markets_are_of_one_date(bool minTrace)
    {
        // America is a day behind Japan: what Japan sold on America's first day is known.
        double[] american = [1, 2, 3], japanese = [10, 20, 30];
        var parts = new[] { Part("US", First, Series("u", american)), Part("JP", First.AddDays(1), Series("j", japanese)) };
        var tree = new ForecastTree(
            parts,
            [Part("US", First, Series("US", american)), Part("JP", First.AddDays(1), Series("JP", japanese)), Part("*", First, Series("*", [11, 12, 23]))]);
        var values = tree.Reconcile(ofChampion: false, minTrace);
        var (all, us, jp) = (values[tree.Sums["*"]], values[tree.Sums["US"]], values[tree.Sums["JP"]]);
        Assert.AreEqual(us[0] + 7, all[0], 1e-9, "7 were sold");
        Assert.AreEqual(us[1] + jp[0], all[1], 1e-9);
        Assert.AreEqual(us[2] + jp[1], all[2], 1e-9);
        Assert.AreEqual(30, jp[2], 1e-9);
        Assert.AreEqual(12, all[1], 1e-6, "Markets and all agree on the dates that they share.");
    }

    private static MarketSales Sales(string sku, double[] units) => new(sku, "shoes", units, units, units);

    private static ForecastPart Part(string market, DateOnly first, SeriesForecast series) =>
        new(market, 0, first, [series], CombinationWeights.Of(new Dictionary<string, double>()), [], [], new Dictionary<string, double[]>());

    private static SeriesForecast Series(string id, double[] mean) =>
        new(id, id.ToUpperInvariant(), "Smooth", mean, [], mean, [], mean, mean, mean, [5, 6, 7], 1);
}
