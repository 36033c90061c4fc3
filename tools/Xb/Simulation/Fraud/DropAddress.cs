using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <inheritdoc cref="FraudScenario.DropAddress"/>
internal sealed class DropAddress(Shop shop) : FraudCampaign(shop)
{
    public override FraudScenario Scenario => FraudScenario.DropAddress;

    public override double MeanPayments => 10.7;

    public override TimeSpan Longest => TimeSpan.FromDays(12);

    public override void Run(DateTimeOffset at, RandomStream random)
    {
        var target = DrawTarget(random);
        var drop = random.Chance(0.7) ? target.DrawNeighbour(random) : Whereabouts.DrawProxy(random);
        var devices = Enumerable.Range(0, random.Between(2, 4)).Select(_ => NewDevice(random)).ToArray();
        var category = Loot.DrawCategory(Shop, 2, random);
        var address = Shop.Deliveries.Thief((ulong)at.UtcTicks, drop, at, mules: 0.3);
        var meanHours = random.Between(3.0, 20.0);
        var purchases = random.Between(4, 18);
        for (var end = at + Longest; purchases > 0 && at < end; purchases--)
        {
            var device = random.Pick<FraudDevice>(devices);
            var product = Loot.DrawProduct(Shop, category, random.Between(1, 3), at, random);
            var seller = Shop.World.Sellers.Sellers[product.Offers[0]];
            var basket = new List<BasketLine>
            {
                new(product, seller, 1, PriceTag.Now(Shop.Options.Seed, product, target, at)),
            };
            Buy(Pretend(target, at, device, drop, address, random), device.Visitor, basket, at, random);
            at += TimeSpan.FromHours(random.Exponential(meanHours));
        }
    }

    private Checkout Pretend(Storefront target, DateTimeOffset at, FraudDevice device, CountryCode drop, ShippingAddressId address, RandomStream random)
    {
        var victim = DrawCardCountry(target, 0.8, random);
        return new Checkout
        {
            Storefront = target,
            Customer = Shop.Customers.Newcomer(target, at).Id,
            Instrument = NewInstrument(random),
            Method = "card",
            Device = device.Id,
            Language = target.Market.Language,
            Billing = victim,
            Shipping = drop,
            Address = address,
            Network = DrawNetwork(victim, 0.5, target, random),
            Issuer = victim,
            Scenario = Scenario,
        };
    }
}
