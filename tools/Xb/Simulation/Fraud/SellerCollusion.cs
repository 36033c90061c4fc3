namespace XbFunctions.Xb.Simulation;

/// <inheritdoc cref="FraudScenario.SellerCollusion"/>
internal sealed class SellerCollusion(Shop shop) : FraudCampaign(shop)
{
    public override FraudScenario Scenario => FraudScenario.SellerCollusion;

    public override double MeanPayments => 15.6;

    public override TimeSpan Longest => TimeSpan.FromDays(12);

    public override void Run(DateTimeOffset at, RandomStream random)
    {
        var target = DrawTarget(random);
        var seller = random.Pick<Seller>(Shop.World.Sellers.Sellers.AsSpan());
        var devices = Enumerable.Range(0, random.Between(1, 3)).Select(_ => NewDevice(random)).ToArray();
        var accounts = Enumerable.Range(0, random.Between(3, 7)).Select(number => Pretend(target, number, at, random)).ToArray();
        var meanHours = random.Between(2.0, 14.0);
        var purchases = random.Between(8, 24);
        for (var end = at + Longest; purchases > 0 && at < end; purchases--)
        {
            var device = random.Pick<FraudDevice>(devices);
            var checkout = random.Pick<Checkout>(accounts) with { Device = device.Id };
            var product = DrawProduct(seller, at, random);
            var basket = new List<BasketLine>
            {
                new(product, seller, random.Between(1, 2), PriceTag.Now(Shop.Options.Seed, product, target, at)),
            };
            Buy(checkout, device.Visitor, basket, at, random);
            at += TimeSpan.FromHours(random.Exponential(meanHours));
        }
    }

    // Accounts of real-looking people: home cards, home addresses (two accounts to each), home networks.
    private Checkout Pretend(Storefront target, int number, DateTimeOffset at, RandomStream random)
    {
        var account = Shop.Customers.Newcomer(target, at);
        return new Checkout
        {
            Storefront = target,
            Customer = account.Id,
            Instrument = NewInstrument(random),
            Method = target.DrawMethod(random),
            Device = default,
            Language = target.Market.Language,
            Billing = target.Country,
            Shipping = target.Country,
            Address = Shop.Deliveries.Thief((ulong)number / 2, target.Country, at, mules: 0),
            Network = DrawNetwork(target.Country, 0.85, target, random),
            Issuer = DrawCardCountry(target, 0.9, random),
            Scenario = Scenario,
        };
    }

    private Product DrawProduct(Seller seller, DateTimeOffset at, RandomStream random)
    {
        var leaves = Shop.World.Catalogue.Tree.Leaves;
        for (var attempt = 1; ; attempt++)
        {
            var category = random.Below(leaves.Length);
            if (leaves[category].Department == seller.Department || attempt == 200)
            {
                return Loot.DrawProduct(Shop, category, 3, at, random);
            }
        }
    }
}
