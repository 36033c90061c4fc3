using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class DemandProfileTests
{
    [TestMethod]
    [DataRow(new[] { 5.0, 6, 5, 6, 5, 6 }, DemandClass.Smooth)]
    [DataRow(new[] { 5.0, 0, 0, 5, 0, 0 }, DemandClass.Intermittent)]
    [DataRow(new[] { 1.0, 30, 1, 1, 40, 2 }, DemandClass.Erratic)]
    [DataRow(new[] { 1.0, 0, 0, 40, 0, 1 }, DemandClass.Lumpy)]
    public void Demand_is_classed_by_how_often_it_comes_and_how_much_it_varies(double[] values, DemandClass expected) =>
        Assert.AreEqual(expected, DemandProfile.Of(values).Class);

    [TestMethod]
    public void Missing_values_are_neither_demand_nor_a_step()
    {
        var profile = DemandProfile.Of([4, double.NaN, 4, double.NaN, 0, 4]);
        Assert.AreEqual(4 / 3.0, profile.Interval, 1e-12);
        Assert.AreEqual(0, profile.Variation, 1e-12);
    }

    [TestMethod]
    public void A_series_that_never_sold_has_an_infinite_interval() =>
        Assert.AreEqual(double.PositiveInfinity, DemandProfile.Of([0, 0, 0]).Interval);
}
