using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <inheritdoc cref="FraudScenario.CardTesting"/>
internal sealed class CardTesting(Shop shop) : FraudCampaign(shop)
{
    public override FraudScenario Scenario => FraudScenario.CardTesting;

    public override double MeanPayments => 19;

    public override void Run(DateTimeOffset at, RandomStream random)
    {
        var target = DrawTarget(random);
        var patience = random.Chance(0.3) ? 600 : random.Between(15, 70);
        var cardsPerDevice = random.Chance(0.25) ? random.Between(2, 5) : int.MaxValue;
        var cardsPerAccount = random.Between(1, 7);
        var careful = random.Chance(0.5) ? 0.9 : 0.2;
        var cards = Math.Min(90, 4 + (int)random.Exponential(15.5));
        var device = NewDevice(random);
        var account = Shop.Customers.Newcomer(target, at);
        var network = DrawNetwork(target.Country, careful, target, random);
        for (var card = 0; card < cards; card++)
        {
            if (card > 0 && card % cardsPerDevice == 0)
            {
                device = NewDevice(random);
                network = DrawNetwork(target.Country, careful, target, random);
            }

            if (card > 0 && card % cardsPerAccount == 0)
            {
                account = Shop.Customers.Newcomer(target, at);
            }

            var country = DrawCardCountry(target, 0.75, random);
            var checkout = Pretend(target, account, device, country, network, random);
            Buy(checkout, device.Visitor, Loot.DrawCheap(Shop, target, at, random), at, random);
            at += TimeSpan.FromSeconds(3 + random.Exponential(patience));
        }
    }

    private Checkout Pretend(
        Storefront target, Customer account, FraudDevice device, CountryCode country, CountryCode network, RandomStream random) => new()
    {
        Storefront = target,
        Customer = account.Id,
        Instrument = NewInstrument(random),
        Method = "card",
        Device = device.Id,
        Language = target.Market.Language,
        Billing = country,
        Shipping = country,
        Address = Shop.Deliveries.Thief(account.Number, country, account.JoinedAt, mules: 0),
        Network = network,
        Issuer = country,
        Scenario = Scenario,
    };
}
