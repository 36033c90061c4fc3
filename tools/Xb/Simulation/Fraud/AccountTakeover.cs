using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <inheritdoc cref="FraudScenario.AccountTakeover"/>
internal sealed class AccountTakeover(Shop shop) : FraudCampaign(shop)
{
    public override FraudScenario Scenario => FraudScenario.AccountTakeover;

    public override double MeanPayments => 2.9;

    public override void Run(DateTimeOffset at, RandomStream random)
    {
        var target = DrawTarget(random);
        var victim = Shop.Customers.Draw(target, at, random);
        var device = DrawDevice(victim, at, random);
        var network = DrawNetwork(target.Country, 0.4, target, random);
        var checkout = new Checkout
        {
            Storefront = target,
            Customer = victim.Id,
            Instrument = random.Chance(0.8) ? Shop.Whereabouts.DrawInstrument(victim, at, random) : NewInstrument(random),
            Method = victim.Method,
            Device = device.Id,
            Language = random.Chance(0.7) ? victim.Language : target.Market.Language,
            Billing = target.Country,
            Shipping = random.Chance(0.4) ? target.Country : random.Chance(0.4) ? network : target.DrawNeighbour(random),
            Address = default,
            Network = network,
            Issuer = victim.BankCountry,
            Scenario = Scenario,
        };
        checkout = checkout with { Address = DrawAddress(victim, checkout.Shipping, at) };
        for (var purchases = random.Between(1, 3); purchases > 0; purchases--)
        {
            Buy(checkout, device.Visitor, Loot.Draw(Shop, target, random.Between(2, 5), random.Between(1, 2), at, random), at, random);
            at += TimeSpan.FromMinutes(2 + random.Exponential(18));
        }
    }

    // Some parcels go to the victim's door, to be fetched there.
    private ShippingAddressId DrawAddress(Customer victim, CountryCode shipping, DateTimeOffset at) =>
        shipping == victim.Home.Country && (at.UtcTicks / TimeSpan.TicksPerMinute) % 4 == 0
            ? Shop.Deliveries.Home(victim, at)
            : Shop.Deliveries.Thief(victim.Number, shipping, at, mules: 0.35);

    // Malware on the victim's own device leaves no new fingerprint.
    private FraudDevice DrawDevice(Customer victim, DateTimeOffset at, RandomStream random)
    {
        if (!random.Chance(0.12))
        {
            return NewDevice(random);
        }

        var (device, visitor) = Shop.Whereabouts.DrawDevice(victim, at, random);
        return new FraudDevice(device, visitor);
    }
}
