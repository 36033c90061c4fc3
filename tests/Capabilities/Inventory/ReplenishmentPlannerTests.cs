using CsCheck;
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

    // Snyder and Shen, "Fundamentals of Supply Chain Theory", 2nd edition, example 5.2: 1300 a year, deviation 150, lead time a month.
    [TestMethod]
    public void The_iteration_ends_at_the_second_textbooks_policy()
    {
        var (point, quantity, cost) = ReorderPolicies.Continuous(1300, 8, 0.225, 7.5, 1300 / 12.0, 150 / Math.Sqrt(12));
        Assert.AreEqual(213.9704, point, 1e-3);
        Assert.AreEqual(318.5902, quantity, 1e-3);
        Assert.AreEqual(95.4511, cost, 1e-3);
    }

    // The same, example 4.8.
    [TestMethod]
    public void The_power_approximation_is_the_textbooks()
    {
        var (point, upTo) = PeriodicReview.Approximate(0.18, 0.7, 2.5, 50, 8);
        Assert.AreEqual(40.1946, point, 1e-4);
        Assert.AreEqual(74.2902, upTo, 1e-4);
    }

    // The same, section 4.4: Poisson demand of 6, holding 1, stock-out 4, order 5.
    [TestMethod]
    public void The_exact_policy_of_periodic_review_is_the_textbooks()
    {
        var (point, upTo, cost) = PeriodicReview.Exact(1, 4, 5, Poisson(6, 60));
        Assert.AreEqual(4, point);
        Assert.AreEqual(10, upTo);
        Assert.AreEqual(8.034111561, cost, 1e-6);
    }

    [TestMethod]
    public void No_other_policy_of_periodic_review_costs_less_in_a_simulation()
    {
        var demand = Poisson(3, 40);
        var (point, upTo, cost) = PeriodicReview.Exact(1, 9, 20, demand);
        Assert.AreEqual(cost, Simulate(point, upTo), 0.15);
        foreach (var (s, up) in new[] { (3, 0), (-3, 0), (0, 5), (0, -5) })
        {
            Assert.IsGreaterThan(cost, Simulate(point + s, upTo + up));
        }

        double Simulate(int s, int up)
        {
            var (random, stock, sum) = (new Random(2), up, 0.0);
            const int Periods = 200_000;
            for (var period = 0; period < Periods; period++)
            {
                if (stock <= s)
                {
                    (stock, sum) = (up, sum + 20);
                }

                var (chance, pieces) = (random.NextDouble(), 0);
                while (pieces < demand.Length - 1 && chance > demand[pieces])
                {
                    chance -= demand[pieces++];
                }

                stock -= pieces;
                sum += Math.Max(stock, 0) + (9 * Math.Max(-stock, 0));
            }

            return sum / Periods;
        }
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
        var (customs, germany) = (new LeadTime(default, default, new(2, 2, 2, true)), new SupplyRoute("DE", "DE"));

        // 24 December is a Thursday and open, 25 and 26 are holidays, 27 a Sunday: the second open day is Monday 28.
        Assert.AreEqual(new DateOnly(2026, 12, 28), customs.Draw(new DateOnly(2026, 12, 23), germany, new Random(1)));
        var transit = new LeadTime(default, new(2, 2, 2), default);
        Assert.AreEqual(new DateOnly(2026, 12, 28), transit.Draw(new DateOnly(2026, 12, 23), germany, new Random(1)));
    }

    [TestMethod]
    public void A_factory_rests_on_the_holidays_of_its_own_country()
    {
        // Four days of work from Wednesday 11 February 2026 on. In China the Spring Festival closes Monday 16 to Sunday 22.
        var supplier = new LeadTime(new(4, 4, 4, true), default, default);
        Assert.AreEqual(new DateOnly(2026, 2, 17), supplier.Draw(new DateOnly(2026, 2, 11), new SupplyRoute("DE", "DE"), new Random(1)));
        Assert.AreEqual(new DateOnly(2026, 2, 24), supplier.Draw(new DateOnly(2026, 2, 11), new SupplyRoute("CN", "DE"), new Random(1)));
    }

    [TestMethod]
    public void Closed_days_lengthen_the_lead_time_of_the_plan()
    {
        PlanTerms Terms(string origin) => new() { Origin = origin, LeadTime = new(new(6, 8, 10, true), new(4, 4, 4), new(2, 2, 2, true)) };
        var spring = Forecast(20, 4) with { First = new DateOnly(2026, 2, 10) };
        var (home, china) = (ReplenishmentPlanner.Plan("A", "DE", spring, Terms("DE")), ReplenishmentPlanner.Plan("A", "DE", spring, Terms("CN")));
        Assert.IsGreaterThan(home.LeadDays.Mean + 4, china.LeadDays.Mean);
        Assert.IsGreaterThan(home.ReorderPoint!.Value + 60, china.ReorderPoint!.Value);
    }

    [TestMethod]
    public void Stated_terms_shape_the_plan()
    {
        var terms = new SupplyTerms(
            Origin: "CN",
            SupplierDays: new(3, 4, 5),
            TransitDays: new(10, 12, 14),
            CustomsDays: new(1, 1, 1),
            Prices: [new(0, 5), new(2_000, 4.2)],
            OrderCost: 80,
            ServiceLevel: 0.9,
            Minimum: 500,
            Pack: 144,
            Warehouses: [new("north", 3), new("south", 1)]);
        Assert.IsNull(SupplyTermsCheck.Find(terms));
        var plan = ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), terms.Over(new PlanTerms { OnHand = 60 }));
        Assert.AreEqual(0.9, plan.ServiceLevel, 1e-9);
        Assert.AreEqual(0, plan.Quantity % 144);
        Assert.IsGreaterThanOrEqualTo(2_000, plan.Quantity, "the price break pays");
        Assert.AreEqual(60 + plan.OrderNow, plan.Warehouses.Sum(static place => place.Pieces));
        Assert.AreEqual(0.75, (double)plan.Warehouses[0].Pieces / (60 + plan.OrderNow), 0.03);
    }

    [TestMethod]
    [DataRow("origin", DisplayName = "a country without a calendar")]
    [DataRow("transitDays", DisplayName = "days out of order")]
    [DataRow("prices[0]", DisplayName = "a first price that is not from 0")]
    [DataRow("prices[1].price", DisplayName = "a price that rises with quantity")]
    [DataRow("serviceLevel", DisplayName = "a certainty")]
    [DataRow("pack", DisplayName = "packs of nothing")]
    [DataRow("warehouses[1]", DisplayName = "two warehouses of one name")]
    public void Terms_that_cannot_be_are_refused_by_member(string field)
    {
        var terms = field switch
        {
            "origin" => new SupplyTerms(Origin: "XX"),
            "transitDays" => new SupplyTerms(TransitDays: new(9, 5, 20)),
            "prices[0]" => new SupplyTerms(Prices: [new(10, 5)]),
            "prices[1].price" => new SupplyTerms(Prices: [new(0, 5), new(100, 6)]),
            "serviceLevel" => new SupplyTerms(ServiceLevel: 1),
            "pack" => new SupplyTerms(Pack: 0),
            _ => new SupplyTerms(Warehouses: [new("a", 1), new("a", 2)]),
        };
        Assert.AreEqual(field, SupplyTermsCheck.Find(terms)?.Field);
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
        Assert.IsGreaterThanOrEqualTo(plan.LeadDemand.Mean, plan.ReorderPoint!.Value);
        Assert.AreEqual(plan.OrderUpTo, plan.ReorderPoint + plan.Quantity);
    }

    [TestMethod]
    public void More_service_takes_more_stock_and_an_empty_shelf_orders_today()
    {
        PlanTerms Terms(double level) => new() { ServiceLevel = level, LeadTime = TenDays };
        var (less, more) = (ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(0.8)), ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(0.99)));
        Assert.IsGreaterThan(less.ReorderPoint!.Value, more.ReorderPoint!.Value);
        Assert.IsGreaterThan(0, more.OrderNow);
        Assert.AreEqual(Today, more.OrderBy);
    }

    [TestMethod]
    public void Warehouses_share_so_that_none_is_likelier_to_run_out_than_another()
    {
        var random = new Random(4);
        int[] Draws(int mean) => [.. Enumerable.Range(0, 2_000).Select(_ => random.Next(0, 2 * mean))];
        var shares = WarehouseSplit.ByDraws(150, [Draws(20), Draws(80)]);
        Assert.AreEqual(150, shares.Sum());
        Assert.AreEqual(30, shares[0], 4);
        Assert.AreEqual(120, shares[1], 4);
    }

    // Square-root law: with two independent warehouses the smaller one needs more safety stock against its mean.
    [TestMethod]
    public void A_small_warehouse_gets_more_than_its_share_where_stock_exceeds_mean_demand()
    {
        double[] demand = [.. Enumerable.Repeat(100.0, 500)];
        var shares = WarehouseSplit.ByShare(120, demand, [0.9, 0.1], seed: 7);
        Assert.AreEqual(120, shares.Sum());
        Assert.IsGreaterThan(12, shares[1]);
    }

    [TestMethod]
    public void Splits_add_up_whatever_is_split()
    {
        var draws = Gen.Int[0, 1_000_000].Array[1, 30];
        Check.Sample(
            Gen.Select(Gen.Int[0, 10_000_000], draws.List[1, 8]),
            one =>
            {
                var shares = WarehouseSplit.ByDraws(one.Item1, one.Item2);
                return shares.Sum(static share => (long)share) == one.Item1 && Array.TrueForAll(shares, static share => share >= 0);
            },
            iter: 300);
    }

    private static double[] Poisson(double mean, int most)
    {
        var chances = new double[most + 1];
        chances[0] = Math.Exp(-mean);
        for (var pieces = 1; pieces <= most; pieces++)
        {
            chances[pieces] = chances[pieces - 1] * mean / pieces;
        }

        return chances;
    }

    private static StoredForecast Forecast(double mean, double deviation)
    {
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        return new StoredForecast(
            Today, "shoes", "Smooth", Days(mean), [Days(mean - (1.96 * deviation)), Days(mean - (1.2816 * deviation)), Days(mean + (1.2816 * deviation)), Days(mean + (1.96 * deviation))], Days(mean), Days(mean));
    }
}
