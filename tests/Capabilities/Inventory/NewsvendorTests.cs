using XbFunctions.Capabilities.Inventory;

namespace XbFunctions.Capabilities.Tests.Inventory;

[TestClass]
public sealed class NewsvendorTests
{
    [TestMethod]
    public void Normal_demand_has_the_textbooks_base_stock_and_cost()
    {
        var (stock, cost) = Newsvendor.Normal(120, 10, 2, 18);
        Assert.AreEqual(132.8155, stock, 1e-4);
        Assert.AreEqual(35.0997, cost, 1e-4);
    }

    [TestMethod]
    public void The_base_stock_costs_less_than_its_neighbours_in_a_simulation()
    {
        var random = new Random(8);
        double[] demand = [.. Enumerable.Range(0, 200_000).Select(_ =>
            50 + (8 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble())))];
        double Cost(double stock) => demand.Average(one => one < stock ? stock - one : 4 * (one - stock));
        var (best, cost) = Newsvendor.Normal(50, 8, 1, 4);
        Assert.AreEqual(cost, Cost(best), 0.1);
        Assert.IsLessThan(Cost(best - 4), Cost(best));
        Assert.IsLessThan(Cost(best + 4), Cost(best));
    }

    // Demand 1,000 a year, 50 an order, 20 % holding: 5 each gives sqrt(2 * 1000 * 50 / 1) = 316.23.
    [TestMethod]
    public void Without_price_breaks_the_order_is_the_square_root_formulas()
    {
        var (quantity, cost) = OrderQuantity.Economic(1000, 50, 0.2, (0, 5));
        Assert.AreEqual(316.2278, quantity, 1e-4);
        Assert.AreEqual(5000 + 316.2278, cost, 1e-3);
    }

    // Snyder and Shen, example 3.1 and its all-units discounts: 1300 a year, 8 an order, 30 % holding.
    [TestMethod]
    public void Price_breaks_of_the_textbook_come_out()
    {
        var (plain, cost) = OrderQuantity.Economic(1300, 8, 0.3, (0, 0.75));
        Assert.AreEqual(304.0468, plain, 1e-4);
        Assert.AreEqual(975 + 68.4105, cost, 1e-3);
        var (quantity, least) = OrderQuantity.Economic(1300, 8, 0.3, (0, 0.75), (400, 0.72), (800, 0.68));
        Assert.AreEqual(800, quantity, 1e-9);
        Assert.AreEqual(978.6, least, 1e-9);
    }

    [TestMethod]
    public void A_price_break_is_taken_only_where_it_pays()
    {
        Assert.AreEqual(1000, OrderQuantity.Economic(1000, 50, 0.2, (0, 5), (1000, 4.5)).Quantity, 1e-9);
        Assert.AreEqual(316.2278, OrderQuantity.Economic(1000, 50, 0.2, (0, 5), (1000, 4.99)).Quantity, 1e-4);
    }
}
