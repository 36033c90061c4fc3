using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>How genuine customers pay: mostly at home, but also on journeys, for gifts abroad, with the bank of another country.</summary>
internal static class GenuineCheckout
{
    private static readonly string[] ForwarderCountries = ["US", "US", "GB", "DE", "AE", "SG", "PL"];

    /// <summary>Draws the circumstances of a purchase.</summary>
    public static Checkout Draw(
        Shop shop, Customer customer, Storefront storefront, DeviceId device, List<BasketLine> basket, DateTimeOffset at,
        RandomStream random)
    {
        var whereabouts = shop.Whereabouts.CountryAt(customer, at);
        var usesOther = random.Chance(0.1);
        var instrument = DrawInstrument(shop, customer, at, random);
        var method = usesOther ? customer.Home.DrawMethod(random) : customer.Method;
        var billing = customer.BankCountry != customer.Home.Country && random.Chance(0.25) ? customer.BankCountry : customer.Home.Country;
        var (shipping, address) = DrawDelivery(shop, customer, whereabouts, storefront.Today(at).GiftShare, at, random);
        return new Checkout
        {
            Storefront = storefront,
            Customer = customer.Id,
            Instrument = instrument,
            Method = method,
            Device = device,
            Language = customer.Language,
            Billing = billing,
            Shipping = shipping,
            Address = address,
            Network = Whereabouts.NetworkCountry(customer, whereabouts, random),
            Issuer = usesOther ? customer.Home.Country : customer.BankCountry,
            Scenario = IsDisputed(shop.Options, basket, random) ? FraudScenario.FriendlyFraud : FraudScenario.None,
        };
    }

    // A purchase in fifty is made with a card that was never seen before: new, borrowed, a company's, a virtual one for a single use.
    private static InstrumentId DrawInstrument(Shop shop, Customer customer, DateTimeOffset at, RandomStream random) =>
        random.Chance(customer.IsReseller ? 0.15 : 0.02)
            ? shop.Ids.Instrument(customer.Number, random.NextBits())
            : shop.Whereabouts.DrawInstrument(customer, at, random);

    private static (CountryCode Country, ShippingAddressId Address) DrawDelivery(
        Shop shop, Customer customer, CountryCode whereabouts, double giftShare, DateTimeOffset at, RandomStream random)
    {
        if (customer.UsesForwarder && random.Chance(0.7))
        {
            var country = CountryCode.Parse(random.Pick<string>(ForwarderCountries));
            return (country, shop.Deliveries.Warehouse(customer.Number, country));
        }

        if (random.Chance(Math.Min(0.9, customer.GiftRate * giftShare)))
        {
            return (
                customer.Origin != customer.Home.Country ? customer.Origin : customer.Home.DrawNeighbour(random),
                shop.Deliveries.Recipient(customer, at));
        }

        return whereabouts != customer.Home.Country && random.Chance(0.15)
            ? (whereabouts, shop.Deliveries.Hotel(customer, whereabouts, at))
            : (customer.Home.Country, shop.Deliveries.Home(customer, at));
    }

    // Disputes by people who did buy: rather for dear goods, otherwise anybody's.
    private static bool IsDisputed(SimulationOptions options, List<BasketLine> basket, RandomStream random)
    {
        var resale = 0;
        foreach (var line in basket)
        {
            resale = Math.Max(resale, line.Product.Category.Resale);
        }

        return random.Chance(options.FraudRate * options.Mix.ShareOf(FraudScenario.FriendlyFraud) * (0.75 + (0.3 * resale)));
    }
}
