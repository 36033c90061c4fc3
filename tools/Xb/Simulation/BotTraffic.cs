namespace XbFunctions.Xb.Simulation;

/// <summary>
/// Crawlers on the storefronts, a Poisson process: half of them ask for a page every second or so, half take their time and look at more pages in one
/// visit than any person does. None puts anything into a cart.
/// </summary>
internal sealed class BotTraffic : IArrivals
{
    // Device and visitor ids of owners that no customer has.
    private const ulong Owners = 1UL << 62;

    private readonly Shop _shop;
    private readonly RandomStream _random;
    private readonly double _visitsPerDay;
    private ulong _visits;

    /// <param name="shop">What the run shares.</param>
    /// <param name="visitsPerDay">Visits on a day, above 0.</param>
    public BotTraffic(Shop shop, double visitsPerDay)
    {
        (_shop, _visitsPerDay) = (shop, visitsPerDay);
        _random = new RandomStream(shop.Options.Seed, StreamKind.Bot);
        Next = shop.Options.Start;
        Advance();
    }

    public DateTimeOffset Next { get; private set; }

    public void Arrive()
    {
        var random = new RandomStream(_shop.Options.Seed, StreamKind.Bot, ++_visits);
        var storefront = _shop.World.Storefronts[random.Below(_shop.World.Storefronts.Length)];
        var owner = Owners + _visits;
        var trail = new ClickTrail(
            storefront,
            _shop.Schedule,
            _shop.Ids.Session(owner, 0),
            _shop.Ids.Device(owner, 0),
            _shop.Ids.Visitor(owner, 0),
            storefront.Market.Language,
            FraudScenario.None,
            _shop.Clickstream)
        {
            Now = Next.After(TimeSpan.Zero),
            Customer = null,
        };
        Crawl(trail, storefront, random);
        Advance();
    }

    private void Crawl(ClickTrail trail, Storefront storefront, RandomStream random)
    {
        var isFast = random.Chance(0.5);
        var pages = isFast ? random.Between(150, 600) : random.Between(320, 500);
        for (var page = 0; page < pages; page++)
        {
            var category = _shop.World.Catalogue.DrawCategory(random);
            var product = _shop.World.Catalogue.DrawProduct(category, random);
            trail.View(product, PriceTag.Now(_shop.Options.Seed, product, storefront, trail.Now), "category", page % 24);
            trail.Wait(isFast ? 0.2 + random.Exponential(0.6) : 4 + random.Exponential(4));
        }
    }

    private void Advance() => Next += TimeSpan.FromDays(_random.Exponential(1 / _visitsPerDay));
}
