using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Inventory;

namespace XbFunctions.Capabilities.Tests.Inventory;

[TestClass]
public sealed class ReplenishmentPlannerTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly LeadTime TenDays = new(new(4, 4, 4), new(4, 4, 4), new(2, 2, 2));

    // Nahmias, "Production and Operations Analysis", the mustard example: 200 a year, 50 an order, 2 a year to hold (20 % of 10), 25 a unit
    // short, lead demand N(100, 25): Q 111 and r 143 there, with z from a table of two decimals.
    [TestMethod]
    public void Quantity_and_reorder_point_of_the_textbook_come_out()
    {
        var (point, quantity, _) = ReorderPolicies.Continuous(200, 50, 2, 25, 100, 25);
        Assert.AreEqual(111, quantity, 1);
        Assert.AreEqual(143, point, 1);
    }

    [TestMethod]
    public void The_policy_costs_less_than_its_neighbours()
    {
        var (point, quantity, cost) = ReorderPolicies.Continuous(1000, 40, 3, 20, 80, 20);
        double CostOf(double r, double q) => (40 * 1000 / q) + (3 * ((q / 2) + r - 80)) + (20 * 1000 / q * 20 * ReorderPolicies.Loss((r - 80) / 20));
        Assert.AreEqual(cost, CostOf(point, quantity), 1e-6);
        foreach (var (r, q) in new[] { (2.0, 0.0), (-2, 0), (0, 5), (0, -5) })
        {
            Assert.IsLessThan(CostOf(point + r, quantity + q), cost);
        }
    }

    // 20 a day with deviation 5, lead time 9 days with deviation 1: 180 + 1.6449 * sqrt(9 * 25 + 400 * 1) = 180 + 1.6449 * 25.
    [TestMethod]
    public void Safety_stock_covers_the_chance_of_demand_and_of_the_lead_time() =>
        Assert.AreEqual(180 + (1.644854 * 25), ReorderPolicies.ReorderPoint(20, 5, 9, 1, 0.95), 1e-4);

    [TestMethod]
    [DataRow(1.0, 50, 12, 60, DisplayName = "the minimum, in whole packs")]
    [DataRow(61.0, 50, 12, 72, DisplayName = "what is wanted, in whole packs")]
    [DataRow(0.0, 50, 12, 0, DisplayName = "nothing")]
    public void Orders_are_what_the_supplier_accepts(double wanted, int minimum, int pack, int order) =>
        Assert.AreEqual(order, new OrderSize(minimum, pack).Round(wanted));

    [TestMethod]
    public void Goods_do_not_arrive_and_customs_do_not_work_on_closed_days()
    {
        var closed = LeadTime.ClosedDays("DE", new DateOnly(2026, 12, 23));
        var customs = new LeadTime(default, default, new(2, 2, 2, true));

        // 24 December is a Thursday and open, 25 and 26 are holidays, 27 a Sunday: the second open day is Monday 28.
        Assert.AreEqual(new DateOnly(2026, 12, 28), customs.Draw(new DateOnly(2026, 12, 23), closed, new Random(1)));
        var transit = new LeadTime(default, new(2, 2, 2), default);
        Assert.AreEqual(new DateOnly(2026, 12, 28), transit.Draw(new DateOnly(2026, 12, 23), closed, new Random(1)));
    }

    [TestMethod]
    public void Drawn_demand_has_the_forecasts_mean_and_quantiles()
    {
        var paths = new DemandPaths(Forecast(100, 20));
        var (draws, random, path) = (new List<int>(), new Random(3), new int[5]);
        for (var i = 0; i < 20_000; i++)
        {
            paths.Draw(path, random);
            draws.Add(path[4]);
        }

        draws.Sort();
        Assert.AreEqual(100, draws.Average(), 2);
        Assert.AreEqual(74, draws[2_000], 2);
        Assert.AreEqual(126, draws[18_000], 2);
    }

    [TestMethod]
    public void A_plan_keeps_the_service_that_it_promises_and_costs_nothing_in_vain()
    {
        var plan = ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), new PlanTerms { OnHand = 250, LeadTime = TenDays, Prices = [(0, 5)], OrderCost = 80 });
        Assert.IsGreaterThan(0.97, plan.Simulation.FillRate);
        Assert.IsLessThan(plan.Simulation.FillRate, plan.WithoutOrders.FillRate);
        Assert.AreEqual(plan.LeadDemand.Mean, 20 * (plan.LeadDays.Mean + 1), 25);
        Assert.IsGreaterThanOrEqualTo(plan.LeadDemand.Mean, plan.ReorderPoint);
        Assert.AreEqual(plan.OrderUpTo, plan.ReorderPoint + plan.Quantity);
    }

    [TestMethod]
    public void More_service_takes_more_stock_and_an_empty_shelf_orders_today()
    {
        PlanTerms Terms(double level) => new() { ServiceLevel = level, LeadTime = TenDays };
        var (less, more) = (ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(0.8)), ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(0.99)));
        Assert.IsGreaterThan(less.ReorderPoint, more.ReorderPoint);
        Assert.IsGreaterThan(0, more.OrderNow);
        Assert.AreEqual(Today, more.OrderBy);
    }

    [TestMethod]
    public void Warehouses_share_so_that_none_is_likelier_to_run_out_than_another()
    {
        var random = new Random(4);
        int[] Draws(int mean) => [.. Enumerable.Range(0, 2_000).Select(_ => random.Next(0, 2 * mean))];
        var shares = ReplenishmentPlanner.Split(150, [Draws(20), Draws(80)]);
        Assert.AreEqual(150, shares.Sum());
        Assert.AreEqual(30, shares[0], 4);
        Assert.AreEqual(120, shares[1], 4);
    }

    private static StoredForecast Forecast(double mean, double deviation)
    {
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        return new StoredForecast(
            Today, "shoes", "Smooth", Days(mean), [Days(mean - (1.96 * deviation)), Days(mean - (1.2816 * deviation)), Days(mean + (1.2816 * deviation)), Days(mean + (1.96 * deviation))], Days(mean), Days(mean));
    }
}
