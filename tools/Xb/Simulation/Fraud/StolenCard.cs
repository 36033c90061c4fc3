namespace XbFunctions.Xb.Simulation;

/// <inheritdoc cref="FraudScenario.StolenCard"/>
internal sealed class StolenCard(Shop shop) : FraudCampaign(shop)
{
    public override FraudScenario Scenario => FraudScenario.StolenCard;

    public override double MeanPayments => 2.4;

    public override void Run(DateTimeOffset at, RandomStream random)
    {
        var target = DrawTarget(random);
        var victim = DrawCardCountry(target, 0.75, random);
        var network = DrawNetwork(victim, 0.55, target, random);
        var device = NewDevice(random);
        var account = Shop.Customers.Newcomer(target, at);
        var checkout = new Checkout
        {
            Storefront = target,
            Customer = account.Id,
            Instrument = NewInstrument(random),
            Method = random.Chance(0.85) ? "card" : target.DrawMethod(random),
            Device = device.Id,
            Language = random.Chance(0.85) ? target.Market.Language : Shop.World.Storefronts[0].Market.Language,
            Billing = victim,
            Shipping = random.Chance(0.5) ? victim : random.Chance(0.4) ? network : target.DrawNeighbour(random),
            Address = default,
            Network = network,
            Issuer = victim,
            Scenario = Scenario,
        };
        checkout = checkout with { Address = Shop.Deliveries.Thief(account.Number, checkout.Shipping, at, mules: 0.35) };
        var greed = random.Chance(0.8) ? random.Between(2, 4) : 1;
        for (var purchases = random.Between(1, 3); purchases > 0; purchases--)
        {
            var lines = random.Chance(0.25) ? 2 : 1;
            Buy(checkout, device.Visitor, Loot.Draw(Shop, target, greed, lines, at, random), at, random);
            at += TimeSpan.FromMinutes(2 + random.Exponential(35));
        }
    }
}
