namespace XbFunctions.Xb.Simulation;

/// <summary>Lets the marketplace live. Each run starts afresh and gives the same events for the same world.</summary>
/// <param name="world">The marketplace.</param>
public sealed class MarketplaceSimulator(MarketplaceWorld world)
{
    private readonly Lazy<double> _paymentsPerVisit = new(() => VisitYield.Measure(world));

    /// <summary>
    /// The events of the marketplace from <see cref="SimulationOptions.Start"/> on, in the order of their time, without end. They are
    /// made while they are read; between two reads nothing happens, so event time runs as fast as the reader. What is kept does not grow
    /// with the length of the run: visits under way, labels that are due within <see cref="LabelDelays.Longest"/>, customers, stock.
    /// </summary>
    /// <param name="cancellationToken">Ends the sequence.</param>
    /// <returns>An endless sequence; enumerate runs of one world on one thread.</returns>
    public IEnumerable<SimulatedEvent> Run(CancellationToken cancellationToken = default) => Run(new Shop(world, world.Options.Clickstream), cancellationToken);

    internal IEnumerable<SimulatedEvent> Run(Shop shop, CancellationToken cancellationToken)
    {
        var arrivals = Arrivals(shop);
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = arrivals.MinBy(static source => source.Next)!;
            while (shop.Schedule.TryTakeBefore(next.Next, out var simulated))
            {
                yield return simulated;
                if (cancellationToken.IsCancellationRequested)
                {
                    yield break;
                }
            }

            next.Arrive();
        }
    }

    private IArrivals[] Arrivals(Shop shop)
    {
        var options = shop.Options;
        var genuine = options.PaymentsPerDay * (1 - (options.FraudRate * (1 - options.Mix.ShareOf(FraudScenario.FriendlyFraud))));
        var visits = genuine / _paymentsPerVisit.Value;
        var firstDay = DateOnly.FromDateTime(options.Start.UtcDateTime);
        var weight = shop.World.Storefronts.Sum(static storefront => storefront.Profile.Weight);
        var shopper = new Shopper(shop);
        return
        [
            .. shop.World.Storefronts.Select(home => new MarketTraffic(
                home, shopper, visits * home.Profile.Weight / weight / home.Calendar.MeanDemand(firstDay), options)),
            .. Campaigns(shop),
            .. options is { BotVisitsPerDay: > 0, Clickstream: true } ? (IArrivals[])[new BotTraffic(shop, options.BotVisitsPerDay)] : [],
            .. options.Surges.Select((surge, number) => new SurgeArrivals(shop, surge, number)),
        ];
    }

    private static IEnumerable<IArrivals> Campaigns(Shop shop)
    {
        FraudCampaign[] kinds =
        [
            new CardTesting(shop), new StolenCard(shop), new AccountTakeover(shop), new DropAddress(shop), new SellerCollusion(shop),
            new SyntheticIdentity(shop),
        ];
        var options = shop.Options;
        foreach (var kind in kinds)
        {
            var paymentsPerDay = options.PaymentsPerDay * options.FraudRate * options.Mix.ShareOf(kind.Scenario);
            if (paymentsPerDay > 0)
            {
                yield return new CampaignArrivals(kind, paymentsPerDay, options);
            }
        }
    }
}
