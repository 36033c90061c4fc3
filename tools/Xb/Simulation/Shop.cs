using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>What visits and campaigns of one run share.</summary>
internal sealed class Shop
{
    private ulong _orders;

    /// <param name="world">The marketplace.</param>
    /// <param name="clickstream">Whether clicks are scheduled.</param>
    public Shop(MarketplaceWorld world, bool clickstream)
    {
        (World, Clickstream) = (world, clickstream);
        Ids = new SimulationIds(world.Options.Seed);
        Schedule = new EventSchedule(world.Options.Start);
        Whereabouts = new Whereabouts(world.Options.Seed, Ids);
        Deliveries = new Deliveries(world.Options.Seed, Ids);
        Customers = new CustomerBase(
            world.Options, new CustomerFactory(world.Options.Seed, Ids, world.Storefronts, world.Catalogue), world.Storefronts);
        Inventory = new Inventory(world.Options, world.Catalogue);
        Desk = new PaymentDesk(Ids, Inventory, new OutcomeDesk(world.Options.Labels, Schedule), Schedule);
        Recommender = new Recommender(world.Catalogue);
    }

    public MarketplaceWorld World { get; }

    public bool Clickstream { get; }

    public SimulationOptions Options => World.Options;

    public SimulationIds Ids { get; }

    public EventSchedule Schedule { get; }

    public Whereabouts Whereabouts { get; }

    public Deliveries Deliveries { get; }

    public CustomerBase Customers { get; }

    public Inventory Inventory { get; }

    public PaymentDesk Desk { get; }

    public Recommender Recommender { get; }

    /// <summary>A new order's id.</summary>
    public OrderId NextOrder() => Ids.Order(++_orders);

    /// <summary>The offer of a product that is taken, at the price of the moment.</summary>
    public BasketLine Offer(Product product, int quantity, Storefront storefront, DateTimeOffset at, RandomStream random) =>
        new(product, World.Sellers.DrawSeller(product, storefront, random), quantity, PriceTag.Now(Options.Seed, product, storefront, at));
}
