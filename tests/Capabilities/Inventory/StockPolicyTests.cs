using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Inventory;

namespace XbFunctions.Capabilities.Tests.Inventory;

/// <summary>Which policy a plan follows, with which numbers, and that these are what is simulated.</summary>
[TestClass]
public sealed class StockPolicyTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly LeadTime TenDays = new(new(4, 4, 4), new(4, 4, 4), new(2, 2, 2));
    private static readonly SupplyRoute Germany = new("DE", "DE");

    [TestMethod]
    [DataRow("Smooth", 1, false, false, null, "rq")]
    [DataRow("Erratic", 1, false, false, null, "rq")]
    [DataRow("Lumpy", 1, false, false, null, "ss")]
    [DataRow("Intermittent", 1, false, false, null, "ss")]
    [DataRow("Smooth", 7, false, false, null, "ss")]
    [DataRow("Smooth", 1, true, false, null, "newsvendor")]
    [DataRow("Lumpy", 1, false, true, null, "newsvendor")]
    [DataRow("Lumpy", 1, false, false, "rq", "rq")]
    [DataRow("Smooth", 1, false, false, "ss", "ss")]
    public void The_policy_suits_the_product_unless_one_is_stated(string demand, int reviewDays, bool isSeasonal, bool isPerishable, string? stated, string expected)
    {
        var terms = new PlanTerms
        {
            Policy = StockPolicies.Find(stated),
            ReviewDays = reviewDays,
            SeasonEnd = isSeasonal ? Today.AddDays(60) : null,
            ShelfLifeDays = isPerishable ? 20 : null,
        };
        Assert.AreEqual(expected, ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4) with { Class = demand }, terms).Policy);
    }

    [TestMethod]
    public void Chance_is_the_same_in_every_process()
    {
        CollectionAssert.AreEqual(new[] { FirstSeed, SecondSeed }, new[] { PlanSeed.Of(1, 0).Next(), PlanSeed.Of(2, 7).Next() });
        var plans = Enumerable.Range(0, 2).Select(static _ => ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), new PlanTerms { OnHand = 100 })).ToList();
        Assert.AreEqual(plans[0].Simulation, plans[1].Simulation);
    }

    // 20 a day, 7,300 a year: sqrt(2 * 7300 * 2.9 / 2.5) = 130. Up it is 200, which costs more than 100 below.
    [TestMethod]
    public void An_order_is_rounded_to_the_side_that_costs_less()
    {
        var terms = new PlanTerms { OrderCost = 2.9, Size = new OrderSize(1, 100), LeadTime = TenDays };
        Assert.AreEqual(100, ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), terms).Quantity);
        Assert.AreEqual(200, ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), terms with { OrderCost = 4.5 }).Quantity);
        Assert.AreEqual(200, ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), terms with { Size = new OrderSize(150, 100) }).Quantity);
    }

    [TestMethod]
    public void A_dear_shortage_raises_the_service_level_and_a_cheap_one_lowers_it()
    {
        PlanTerms Terms(double cost) => new() { StockOutCost = cost, LeadTime = TenDays, OrderCost = 20 };
        double[] levels = [.. new[] { 0.05, 1, 10, 100 }.Select(cost => ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(cost)).ServiceLevel)];
        CollectionAssert.AreEqual(levels.Order().ToArray(), levels);
        Assert.IsLessThan(levels[3], levels[0]);

        // Of Q pieces an order at 2.5 a year each: level = p / (p + 2.5 Q / 7300), between one half and 0.999.
        var plan = ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(1));
        Assert.AreEqual(1 / (1 + (2.5 * plan.Quantity / 7300)), plan.ServiceLevel, 1e-3);
        Assert.AreEqual(0.999, levels[3], 1e-3);
    }

    [TestMethod]
    [DataRow("rq")]
    [DataRow("ss")]
    public void No_neighbour_of_the_policy_costs_less_in_a_simulation(string policy)
    {
        var terms = new PlanTerms
        {
            Policy = StockPolicies.Find(policy),
            ReviewDays = policy == "ss" ? 5 : 1,
            StockOutCost = 6,
            OrderCost = 40,
            OnHand = 200,
            HoldingRate = 1,
            LeadTime = TenDays,
        };
        var forecast = Forecast(20, 8);
        var (demand, draws) = (new DemandPaths(forecast), new DemandDraws(forecast, new DemandPaths(forecast), terms, Germany));
        var rule = policy == "ss" ? OrderUpToRule.Find(draws, 20, terms) : ReorderRule.Find(draws, 20, terms);
        var simulator = new PlanSimulator(demand, terms, Germany, Today);
        var cost = Cost(rule.Point, rule.Quantity);
        foreach (var (point, quantity) in new[] { (0.6, 1.0), (1.6, 1), (1, 0.4), (1, 2.2), (0.75, 1.4), (1.3, 0.5) })
        {
            Assert.IsLessThan(Cost((int)(rule.Point * point), (int)(rule.Quantity * quantity)), cost, $"{point} of {rule.Point}, {quantity} of {rule.Quantity}");
        }

        // Pieces are paid for whenever they are bought: what counts is orders, holding and what goes short.
        double Cost(int point, int quantity)
        {
            var outcome = simulator.Play(rule with { Point = point, Quantity = quantity, UpTo = point + quantity }, 400, 200);
            return (40 * outcome.Orders) + (10 * outcome.MeanStock * 400 / 365) + (6 * (1 - outcome.FillRate) * 20 * 400);
        }
    }

    [TestMethod]
    public void Lumps_are_planned_by_s_and_S_that_keep_the_service_promised()
    {
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        var lumps = new StoredForecast(Today, "parts", "Lumpy", Days(2), [Days(0), Days(0), Days(5), Days(20)], Days(2), Days(2));
        var plan = ReplenishmentPlanner.Plan("A", "DE", lumps, new PlanTerms { OnHand = 80, LeadTime = TenDays, ReviewDays = 7 });
        Assert.AreEqual("ss", plan.Policy);
        Assert.AreEqual(plan.OrderUpTo, plan.ReorderPoint + plan.Quantity);
        Assert.IsGreaterThan(0.9, plan.Simulation.FillRate);
        Assert.IsGreaterThan(plan.WithoutOrders.FillRate, plan.Simulation.FillRate);
        var empty = ReplenishmentPlanner.Plan("A", "DE", lumps, new PlanTerms { LeadTime = TenDays, ReviewDays = 7 });
        Assert.AreEqual(empty.OrderUpTo, empty.OrderNow, "an order fills up to S");
    }

    [TestMethod]
    public void Where_no_order_pays_none_is_advised()
    {
        var plan = ReplenishmentPlanner.Plan(
            "A", "DE", Forecast(20, 4), new PlanTerms { Policy = StockPolicy.SS, StockOutCost = 0.01, OrderCost = 10_000, LeadTime = TenDays });
        Assert.AreEqual(-1, plan.ReorderPoint);
        Assert.AreEqual(0, plan.OrderNow);
        Assert.IsNull(plan.OrderBy);
    }

    // Underage 9, overage 10 - 4 and next to no holding: 9 / 15 of the demand that is left after what is there.
    [TestMethod]
    public void A_season_is_ordered_for_once_at_the_newsvendors_ratio()
    {
        var terms = new PlanTerms { OnHand = 150, SeasonEnd = Today.AddDays(27), StockOutCost = 9, Salvage = 4, HoldingRate = 0.001, OrderCost = 1, LeadTime = TenDays };
        var (forecast, plan) = (Forecast(20, 6), ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), terms));
        Assert.AreEqual("newsvendor", plan.Policy);
        Assert.IsNull(plan.ReorderPoint);
        Assert.AreEqual(0.6, plan.ServiceLevel, 1e-3);
        Assert.AreEqual(plan.Quantity, plan.OrderNow);
        Assert.AreEqual(28, plan.Simulation.Days);

        // Ten days before the arrival take what is there: the order is for the days after them.
        Assert.AreEqual((28 * 20) - 150, plan.OrderNow, 60);
        var simulator = new PlanSimulator(new DemandPaths(forecast), terms, Germany, Today);
        double Cost(double share) => simulator.Play(
            new OrderRule(StockPolicy.Newsvendor, 0.6, -1, (int)(plan.Quantity * share), 0, 1, terms.Size), 28, 500).Cost
            + (terms.Prices[0].Price * Missed(share));
        double Missed(double share)
        {
            var outcome = simulator.Play(new OrderRule(StockPolicy.Newsvendor, 0.6, -1, (int)(plan.Quantity * share), 0, 1, terms.Size), 28, 500);
            return (1 - outcome.FillRate) * 560;
        }

        Assert.IsLessThan(Cost(0.8), Cost(1));
        Assert.IsLessThan(Cost(1.2), Cost(1));
        Assert.AreEqual(0, ReplenishmentPlanner.Plan("A", "DE", forecast, terms with { SeasonEnd = Today.AddDays(5) }).OrderNow, "it would arrive too late");
        Assert.AreEqual(0, ReplenishmentPlanner.Plan("A", "DE", forecast, terms with { SeasonEnd = Today.AddDays(-5) }).OrderNow, "the season is over");
    }

    [TestMethod]
    public void What_perishes_is_ordered_for_its_shelf_life()
    {
        PlanTerms Terms(int days) => new() { ShelfLifeDays = days, LeadTime = TenDays };
        var (fresh, kept) = (ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(5)), ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 6), Terms(15)));
        Assert.IsInRange(100, 180, fresh.OrderNow);
        Assert.IsInRange(300, 400, kept.OrderNow);
    }

    [TestMethod]
    public void An_order_without_a_lead_time_is_there_the_same_day()
    {
        var plan = ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), new PlanTerms { LeadTime = new(default, default, default), ServiceLevel = 0.999 });
        Assert.IsGreaterThan(0.9, plan.Simulation.FillRate);
        Assert.IsGreaterThan(0, plan.Simulation.MeanStock);
    }

    [TestMethod]
    public void Holding_costs_what_was_paid()
    {
        PlanTerms Terms(params (double From, double Price)[] prices) => new() { OnHand = 100, HoldingRate = 10, LeadTime = TenDays, Prices = prices };
        var (list, broken) = (ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), Terms((0, 2))), ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 4), Terms((0, 50), (1, 2))));
        Assert.AreEqual(list.Simulation, broken.Simulation);
    }

    [TestMethod]
    public void The_last_day_to_order_is_told_as_far_as_it_is_known()
    {
        PlanTerms Terms(int onHand) => new() { OnHand = onHand, LeadTime = TenDays };
        Assert.IsNull(ReplenishmentPlanner.Plan("A", "DE", Forecast(10, 2), Terms(100_000)).OrderBy);
        var plan = ReplenishmentPlanner.Plan("A", "DE", Forecast(10, 2), Terms(0));
        Assert.AreEqual(Today, plan.OrderBy);
        Assert.AreEqual(Today.AddDays(9), ReplenishmentPlanner.Plan("A", "DE", Forecast(10, 2), Terms(plan.ReorderPoint!.Value + 100)).OrderBy);
    }

    [TestMethod]
    public void Pieces_on_order_arrive_when_they_are_expected_else_within_a_lead_time()
    {
        PlanTerms Terms(int? days) => new() { OnOrder = 2_000, Expected = days is { } wanted ? Today.AddDays(wanted) : null, LeadTime = TenDays };
        double Missed(int? days) => ReplenishmentPlanner.Plan("A", "DE", Forecast(20, 2), Terms(days)).WithoutOrders.StockOutDays;
        Assert.IsLessThan(Missed(20), Missed(1));
        Assert.AreEqual(Missed(1), Missed(-5), 1.01, "what is overdue comes on the next open day");
        Assert.IsInRange(Missed(1) + 2, Missed(14), Missed(null));
        var random = new Random(5);
        Assert.IsTrue(Enumerable.Range(0, 200).All(_ => Arrivals.DayOf(Terms(null), Today, Germany, random) is >= 0 and <= 13));
    }

    [TestMethod]
    public void What_cannot_be_planned_is_refused_by_member_and_nothing_overflows()
    {
        var huge = new PlanTerms { HoldingRate = 0.001, Prices = [(0, 0.01)], OrderCost = 1e6, Size = new OrderSize(10_000_000, 100_000) };
        Assert.AreEqual("orderCost", PlanCheck.Find(Forecast(60_000, 1_000), huge)?.Field);
        Assert.IsGreaterThan(0, ReplenishmentPlanner.Plan("A", "DE", Forecast(60_000, 1_000), huge).OrderUpTo);
        Assert.IsGreaterThan(0, ReplenishmentPlanner.Plan("A", "DE", Forecast(60_000, 1_000), huge with { Policy = StockPolicy.SS }).OrderUpTo);
        Assert.AreEqual("sku", PlanCheck.Find(Forecast(1e7, 1_000), new PlanTerms())?.Field);
        Assert.AreEqual("policy", PlanCheck.Find(Forecast(20, 4), new PlanTerms { Policy = StockPolicy.Newsvendor })?.Field);
        Assert.AreEqual("seasonEnd", PlanCheck.Find(Forecast(20, 4), new PlanTerms { SeasonEnd = Today.AddDays(500) })?.Field);
        Assert.AreEqual("salvage", PlanCheck.Find(Forecast(20, 4), new PlanTerms { Salvage = 10 })?.Field);
        Assert.IsNull(PlanCheck.Find(Forecast(20, 4), new PlanTerms { StockOutCost = 50 }));
        Assert.AreEqual(OrderSize.Most, new OrderSize(1, 1).Round(1e18));
        Assert.AreEqual("policy", SupplyTermsCheck.Find(new SupplyTerms(Policy: "eoq"))?.Field);
        Assert.AreEqual("policy", SupplyTermsCheck.Find(new SupplyTerms(Policy: "newsvendor"))?.Field);
        Assert.AreEqual("salvage", SupplyTermsCheck.Find(new SupplyTerms(Salvage: 9, Prices: [new(0, 9)]))?.Field);
        Assert.AreEqual("reviewDays", SupplyTermsCheck.Find(new SupplyTerms(ReviewDays: 0))?.Field);
    }

    private const int FirstSeed = 1242839285;
    private const int SecondSeed = 445483895;

    private static StoredForecast Forecast(double mean, double deviation)
    {
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        return new StoredForecast(
            Today, "shoes", "Smooth", Days(mean), [Days(mean - (1.96 * deviation)), Days(mean - (1.2816 * deviation)), Days(mean + (1.2816 * deviation)), Days(mean + (1.96 * deviation))], Days(mean), Days(mean));
    }
}
