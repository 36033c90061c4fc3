using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Turns a checkout into payments, one for each seller in the basket, and lets their outcomes follow.</summary>
internal sealed class PaymentDesk(SimulationIds ids, Inventory inventory, OutcomeDesk outcomes, EventSchedule schedule)
{
    /// <summary>Payments authorised so far.</summary>
    public ulong Payments { get; private set; }

    /// <summary>Pays for a basket.</summary>
    /// <param name="checkout">Who pays how.</param>
    /// <param name="basket">What is bought; not empty.</param>
    /// <param name="at">When the first payment is authorised; the others follow within seconds.</param>
    /// <param name="random">The stream of the visit or campaign.</param>
    /// <returns>The first payment.</returns>
    public PaymentId Pay(Checkout checkout, IReadOnlyList<BasketLine> basket, DateTimeOffset at, RandomStream random)
    {
        PaymentId? first = null;
        foreach (var lines in basket.GroupBy(static line => line.Seller.Index))
        {
            var payment = Authorise(checkout, [.. lines], at, random);
            first ??= payment.PaymentId;
            at = at.After(TimeSpan.FromMilliseconds(random.Between(40, 900)));
        }

        return first ?? throw new ArgumentException("A basket to be paid must not be empty.", nameof(basket));
    }

    private PaymentAuthorised Authorise(Checkout checkout, BasketLine[] lines, DateTimeOffset at, RandomStream random)
    {
        var currency = checkout.Storefront.Market.Currency;
        var totalMinor = 0L;
        foreach (var line in lines)
        {
            totalMinor += line.Quantity * line.UnitMinor;
            inventory.Sell(line.Product, line.Quantity, at);
        }

        // What a real platform does not always know is missing here too, for honest people and for others.
        var payment = new PaymentAuthorised(
            ids.Payment(++Payments), at, checkout.Customer, checkout.Instrument, checkout.Method, lines[0].Seller.Id,
            checkout.Storefront.Country, new Money(totalMinor, currency).ToDecimal(), currency, checkout.Billing,
            lines.All(static line => line.Product.Category.IsDigital) ? null : checkout.Shipping,
            random.Chance(0.012) ? null : checkout.Network,
            checkout.Method == "transfer" || random.Chance(0.03) ? null : checkout.Issuer,
            random.Chance(0.02) ? null : checkout.Device,
            checkout.Language, Items(lines, currency), KnownAddress(checkout, lines));
        if (schedule.Add(HubNames.Payments, payment, checkout.Scenario))
        {
            outcomes.Follow(payment, lines, checkout.Scenario, random);
        }

        return payment;
    }

    // Nothing is delivered of what is digital; some addresses cannot be normalised. No draw: whoever paid before stays as it was.
    private ShippingAddressId? KnownAddress(Checkout checkout, BasketLine[] lines) =>
        lines.All(static line => line.Product.Category.IsDigital) || Payments % 53 == 0 ? null : checkout.Address;

    /// <summary>The lines of a basket as events show them.</summary>
    public static LineItem[] Items(IReadOnlyList<BasketLine> lines, CurrencyCode currency)
    {
        var items = new LineItem[lines.Count];
        for (var index = 0; index < items.Length; index++)
        {
            var line = lines[index];
            items[index] = new LineItem(line.Product.Sku, line.Quantity, new Money(line.UnitMinor, currency).ToDecimal());
        }

        return items;
    }
}
