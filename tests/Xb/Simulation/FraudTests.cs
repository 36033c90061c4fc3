using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class FraudTests
{
    private static readonly SimulationOptions Options = EventsOfARun.Small with
    {
        Customers = 20_000, PaymentsPerDay = 2_000, Clickstream = false,
    };

    private static readonly Lazy<SimulatedEvent[]> NinetyDays = new(static () =>
        [.. EventsOfARun.Of(Options).TakeWhile(static simulated => simulated.Event.OccurredAt < Options.Start.AddDays(90))]);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Rates_are_near_the_options_and_every_market_and_scenario_occurs()
    {
        var summary = new SimulationSummary();
        foreach (var simulated in NinetyDays.Value)
        {
            summary.Add(simulated);
        }

        TestContext.WriteLine(summary.ToString());
        // The first quarter of a year is weaker than its average.
        Assert.IsInRange(0.82, 1.02, summary.Payments / 90.0 / Options.PaymentsPerDay);
        Assert.IsInRange(0.009, 0.016, (double)summary.Fraudulent / summary.Payments);
        Assert.IsInRange(0.12, 0.3, (double)summary.CrossBorder / summary.Payments);
        CollectionAssert.AreEquivalent(MarketProfiles.Codes.ToArray(), summary.Markets.ToArray());
        foreach (var scenario in Enum.GetValues<FraudScenario>().Where(static scenario => scenario != FraudScenario.None))
        {
            var expected = Options.FraudRate * Options.Mix.ShareOf(scenario) * Options.PaymentsPerDay * 90;
            Assert.IsInRange(0.4 * expected, 2.2 * expected, summary.Scenarios.GetValueOrDefault(scenario), scenario.ToString());
        }
    }

    [TestMethod]
    public void Much_honest_trade_crosses_borders_and_much_fraud_does_not()
    {
        var payments = NinetyDays.Value.Where(static simulated => simulated.Event is PaymentAuthorised).ToArray();
        double ShareAbroad(bool fraud) => payments.Where(simulated => simulated.Scenario != FraudScenario.None == fraud)
            .Average(static simulated => LooksAbroad((PaymentAuthorised)simulated.Event) ? 1.0 : 0.0);

        Assert.IsInRange(0.04, 0.2, ShareAbroad(fraud: false));
        Assert.IsInRange(0.3, 0.75, ShareAbroad(fraud: true));
    }

    [TestMethod]
    public void Labels_follow_their_payment_within_the_longest_delay_and_disputes_mean_fraud()
    {
        var payments = NinetyDays.Value.Where(static simulated => simulated.Event is PaymentAuthorised)
            .ToDictionary(static simulated => ((PaymentAuthorised)simulated.Event).PaymentId);
        var disputed = new HashSet<PaymentId>();
        foreach (var label in NinetyDays.Value.Select(static simulated => simulated.Event).OfType<PaymentLabelled>())
        {
            if (!payments.TryGetValue(label.PaymentId, out var simulated))
            {
                Assert.Fail($"{label} is about a payment that was never made.");
            }

            var payment = (PaymentAuthorised)simulated.Event;
            Assert.IsInRange(TimeSpan.Zero, Options.Labels.Longest, label.OccurredAt - payment.OccurredAt);
            Assert.AreEqual(payment.CustomerId, label.CustomerId);
            Assert.IsTrue(label.Amount is null || label.Amount <= payment.Amount, $"{label} returns more than {payment.Amount}.");
            var dispute = label.Label is PaymentLabel.Chargeback or PaymentLabel.ConfirmedFraud;
            Assert.AreEqual(dispute, simulated.Scenario != FraudScenario.None, $"{label} of {simulated.Scenario}");
            Assert.IsTrue(!dispute || disputed.Add(label.PaymentId), $"{label.PaymentId} is disputed twice.");
        }

        Assert.IsGreaterThan(500, disputed.Count);
    }

    [TestMethod]
    public void Some_fraud_is_never_labelled()
    {
        var known = NinetyDays.Value.Select(static simulated => simulated.Event).OfType<PaymentLabelled>()
            .Select(static label => label.PaymentId).ToHashSet();
        // Old enough for every label to be due.
        var due = NinetyDays.Value.TakeWhile(static simulated => simulated.Event.OccurredAt < Options.Start.AddDays(15))
            .Where(static simulated => simulated.Scenario != FraudScenario.None).ToArray();
        var never = due.Count(simulated => !known.Contains(((PaymentAuthorised)simulated.Event).PaymentId));

        Assert.IsInRange(0.05, 0.25, (double)never / due.Length);
    }

    [TestMethod]
    public void A_scenario_with_weight_zero_never_occurs_and_the_others_keep_the_rate()
    {
        var options = Options with { FraudRate = 0.1, Mix = new ScenarioMix { CardTesting = 0, FriendlyFraud = 0, SyntheticIdentity = 0 } };
        var summary = new SimulationSummary();
        foreach (var simulated in EventsOfARun.Of(options).Take(40_000))
        {
            summary.Add(simulated);
        }

        Assert.IsFalse(summary.Scenarios.ContainsKey(FraudScenario.CardTesting));
        Assert.IsFalse(summary.Scenarios.ContainsKey(FraudScenario.FriendlyFraud));
        Assert.IsFalse(summary.Scenarios.ContainsKey(FraudScenario.SyntheticIdentity));
        Assert.IsInRange(0.07, 0.14, (double)summary.Fraudulent / summary.Payments);
    }

    [TestMethod]
    public void Without_fraud_no_payment_is_fraudulent()
    {
        var events = EventsOfARun.Of(Options with { FraudRate = 0 }).Take(5_000);

        Assert.IsTrue(events.All(static simulated => simulated.Scenario == FraudScenario.None));
    }

    private static bool LooksAbroad(PaymentAuthorised payment) =>
        (payment.ShippingCountry ?? payment.BillingCountry) != payment.BillingCountry
        || (payment.IpCountry ?? payment.BillingCountry) != payment.BillingCountry;
}
