using System.Text.RegularExpressions;
using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed partial class MarketplaceSimulatorTests
{
    private static readonly Lazy<SimulatedEvent[]> TwoDays = new(static () =>
        [.. EventsOfARun.Of(new SimulationOptions { FraudRate = 0.05, PaymentsPerDay = 1_500 }).Take(80_000)]);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Every_event_is_accepted_by_both_readings_of_the_contracts()
    {
        var ids = new IdInterner();
        foreach (var simulated in TwoDays.Value)
        {
            var body = EventBody.ToUtf8(simulated.Event);
            var accepted = simulated.Hub == HubNames.Payments
                ? PaymentReader.TryRead(body, ids, out _, out var refusal)
                : ClickReader.TryRead(body, ids, out _, out refusal);
            Assert.IsTrue(accepted, $"{simulated.Event} was refused: {refusal}");
            Assert.IsTrue(EventValidation.TryRead(body, null, out var read, out refusal), $"{simulated.Event} was refused: {refusal}");
            Assert.AreEqual(simulated.Event.EventId, read.EventId);
            Assert.AreEqual(simulated.Event.OccurredAt, read.OccurredAt);
        }
    }

    [TestMethod]
    public void Every_event_type_of_both_hubs_occurs()
    {
        var summary = new SimulationSummary();
        foreach (var simulated in TwoDays.Value)
        {
            summary.Add(simulated);
        }

        foreach (var type in (string[])[
            EventTypes.PaymentAuthorised, EventTypes.PaymentLabelled, EventTypes.ProductViewed, EventTypes.SearchPerformed,
            EventTypes.CartAdded, EventTypes.CartRemoved, EventTypes.CheckoutStarted, EventTypes.OrderCompleted,
            EventTypes.RecommendationShown, EventTypes.RecommendationClicked, EventTypes.CustomerIdentified])
        {
            Assert.IsTrue(summary.Types.ContainsKey(type), $"{type} never occurs in:\n{summary}");
        }
    }

    [TestMethod]
    public void Ids_are_unique_and_look_invented()
    {
        var ids = new HashSet<string>();
        foreach (var simulated in TwoDays.Value)
        {
            Assert.IsTrue(ids.Add(simulated.Event.EventId), $"{simulated.Event.EventId} occurs twice.");
            Assert.MatchesRegex(CustomerOrVisitor, simulated.Event.PartitionKey);
            if (simulated.Event is PaymentAuthorised payment)
            {
                Assert.MatchesRegex(Instrument, payment.InstrumentId.Value);
                Assert.MatchesRegex(Seller, payment.SellerId.Value);
            }
        }
    }

    [TestMethod]
    public void A_payment_is_the_sum_of_its_items()
    {
        foreach (var payment in TwoDays.Value.Select(static simulated => simulated.Event).OfType<PaymentAuthorised>())
        {
            Assert.AreEqual(payment.Amount, payment.Items!.Sum(static item => item.Quantity * item.UnitPrice), payment.ToString());
            Assert.IsGreaterThan(0, payment.Amount);
        }
    }

    [TestMethod]
    public void A_visit_that_begins_before_sign_in_changes_from_visitor_to_customer_and_not_back()
    {
        var identified = 0;
        foreach (var visit in TwoDays.Value.Select(static simulated => simulated.Event).OfType<IClickEvent>()
            .GroupBy(static click => click.SessionId))
        {
            var known = false;
            foreach (var click in visit)
            {
                Assert.IsTrue(!known || click.CustomerId is not null, $"{click} lost its customer.");
                known |= click.CustomerId is not null;
                identified += click is CustomerIdentified ? 1 : 0;
            }
        }

        Assert.IsGreaterThan(100, identified);
    }

    [TestMethod]
    public void Nothing_is_sold_before_its_launch()
    {
        var options = EventsOfARun.Small with { Clickstream = false };
        var launches = MarketplaceWorld.Create(options).Catalogue.Products
            .ToDictionary(static product => product.Sku, static product => product.LaunchedAt);
        Assert.IsTrue(launches.Values.Any(launch => launch > options.Start), "Some products launch during the run.");
        foreach (var payment in EventsOfARun.Of(options).Select(static simulated => simulated.Event).OfType<PaymentAuthorised>().Take(8_000))
        {
            foreach (var item in payment.Items!)
            {
                Assert.IsGreaterThanOrEqualTo(launches[item.Sku], payment.OccurredAt, $"{item.Sku} in {payment}");
            }
        }
    }

    [TestMethod]
    public void What_an_endless_run_keeps_does_not_grow_with_its_length()
    {
        var options = EventsOfARun.Small with { PaymentsPerDay = 400, Clickstream = false, FraudRate = 0.05 };
        var world = MarketplaceWorld.Create(options);
        var shop = new Shop(world, clickstream: false);
        var highest = new int[4];
        foreach (var simulated in new MarketplaceSimulator(world).Run(shop, TestContext.CancellationToken))
        {
            var quarter = (int)((simulated.Event.OccurredAt - options.Start).TotalDays / 90);
            if (quarter == highest.Length)
            {
                break;
            }

            highest[quarter] = Math.Max(highest[quarter], shop.Schedule.Count);
        }

        Assert.IsGreaterThan(100, highest[0]);
        Assert.IsTrue(
            highest.Max() < 2.5 * highest[0], $"The most events waiting for their time, by quarter: {string.Join(", ", highest)}.");
    }

    [GeneratedRegex("^(c-[0-9]{10}|a-[0-9a-z]{13})$")]
    private static partial Regex CustomerOrVisitor { get; }

    [GeneratedRegex("^i-[0-9a-z]{13}$")]
    private static partial Regex Instrument { get; }

    [GeneratedRegex("^seller-[0-9]{5}$")]
    private static partial Regex Seller { get; }
}
