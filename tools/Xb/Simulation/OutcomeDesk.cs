using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Decides what becomes known about a payment, and when: disputes, confirmed frauds, clearances and returns.</summary>
internal sealed class OutcomeDesk(LabelDelays delays, EventSchedule schedule)
{
    /// <summary>Schedules the labels that will follow a payment.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="lines">What it pays for.</param>
    /// <param name="scenario">What is really going on.</param>
    /// <param name="random">The stream of the visit or campaign.</param>
    public void Follow(PaymentAuthorised payment, IReadOnlyList<BasketLine> lines, FraudScenario scenario, RandomStream random)
    {
        if (scenario == FraudScenario.None)
        {
            FollowGenuine(payment, lines, random);
        }
        else if (!random.Chance(delays.NeverShare))
        {
            // A friendly fraud looks genuine to every analyst; only the bank's dispute reveals it.
            var confirmed = scenario != FraudScenario.FriendlyFraud && random.Chance(delays.ConfirmedShare);
            Label(
                payment, confirmed ? PaymentLabel.ConfirmedFraud : PaymentLabel.Chargeback, confirmed ? "analyst" : "acquirer",
                confirmed ? delays.ConfirmationMedian : delays.ChargebackMedian, random);
        }
    }

    private void FollowGenuine(PaymentAuthorised payment, IReadOnlyList<BasketLine> lines, RandomStream random)
    {
        var looksOdd = (payment.ShippingCountry ?? payment.BillingCountry) != payment.BillingCountry
            || payment.IpCountry is { } network && network != payment.BillingCountry;
        if (random.Chance(looksOdd ? 0.05 : 0.004))
        {
            Label(payment, PaymentLabel.Cleared, "analyst", delays.ClearanceMedian, random);
        }

        foreach (var line in lines)
        {
            if (random.Chance(line.Product.Category.Returns))
            {
                var part = new Money(line.UnitMinor * line.Quantity, payment.Currency);
                Label(payment, PaymentLabel.Returned, "warehouse", delays.ReturnMedian, random, part);
                return;
            }
        }
    }

    private void Label(
        PaymentAuthorised payment, PaymentLabel label, string source, TimeSpan median, RandomStream random, Money? part = null)
    {
        var delay = TimeSpan.FromSeconds(random.LogNormal(median.TotalSeconds, delays.Spread));
        var at = payment.OccurredAt.After(delay < delays.Longest ? delay : delays.Longest);
        schedule.Add(
            HubNames.Payments,
            new PaymentLabelled(payment.PaymentId, payment.CustomerId, at, label, part?.ToDecimal(), part?.Currency, source),
            FraudScenario.None);
    }
}
