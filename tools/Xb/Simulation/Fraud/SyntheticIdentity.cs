namespace XbFunctions.Xb.Simulation;

/// <inheritdoc cref="FraudScenario.SyntheticIdentity"/>
internal sealed class SyntheticIdentity(Shop shop) : FraudCampaign(shop)
{
    public override FraudScenario Scenario => FraudScenario.SyntheticIdentity;

    public override double MeanPayments => 9.3;

    public override TimeSpan Longest => TimeSpan.FromDays(80);

    public override void Run(DateTimeOffset at, RandomStream random)
    {
        var target = DrawTarget(random);
        var device = NewDevice(random);
        var person = Invent(target, device, at, random);
        var honest = person with { Scenario = FraudScenario.None };
        for (var purchases = random.Between(3, 7); purchases > 0; purchases--)
        {
            Buy(honest, device.Visitor, Loot.Draw(Shop, target, 1, random.Between(1, 2), at, random), at, random);
            at += TimeSpan.FromDays(2 + Math.Min(8, random.Exponential(5)));
        }

        for (var purchases = random.Between(4, 9); purchases > 0; purchases--)
        {
            var spent = random.Chance(0.35) ? person with { Instrument = NewInstrument(random) } : person;
            Buy(spent, device.Visitor, Loot.Draw(Shop, target, random.Between(2, 5), random.Between(1, 2), at, random), at, random);
            at += TimeSpan.FromMinutes(10 + random.Exponential(180));
        }
    }

    private Checkout Invent(Storefront target, FraudDevice device, DateTimeOffset at, RandomStream random)
    {
        var account = Shop.Customers.Newcomer(target, at);
        return new Checkout
        {
            Storefront = target,
            Customer = account.Id,
            Instrument = NewInstrument(random),
            Method = "card",
            Device = device.Id,
            Language = target.Market.Language,
            Billing = target.Country,
            Shipping = target.Country,
            Address = Shop.Deliveries.Thief(account.Number, target.Country, at, mules: 0.25),
            Network = DrawNetwork(target.Country, 0.8, target, random),
            Issuer = target.Country,
            Scenario = Scenario,
        };
    }
}
