using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>One kind of fraud. A campaign is one go at it: a burst, a ring, a taken account.</summary>
/// <param name="shop">What the run shares.</param>
internal abstract class FraudCampaign(Shop shop)
{
    /// <summary>The kind.</summary>
    public abstract FraudScenario Scenario { get; }

    /// <summary>Fraudulent payments of an average campaign, from which the number of campaigns follows.</summary>
    public abstract double MeanPayments { get; }

    /// <summary>How long a campaign may last; campaigns begin that long before the run, so that its first day is like any other.</summary>
    public virtual TimeSpan Longest => TimeSpan.FromDays(1);

    /// <summary>What the run shares.</summary>
    protected Shop Shop { get; } = shop;

    /// <summary>Schedules all events of one campaign.</summary>
    /// <param name="at">When it begins.</param>
    /// <param name="random">The campaign's stream.</param>
    public abstract void Run(DateTimeOffset at, RandomStream random);

    /// <summary>Draws the storefront to attack, by its size.</summary>
    protected Storefront DrawTarget(RandomStream random)
    {
        var whole = Shop.World.Storefronts.Sum(static storefront => storefront.Profile.Weight);
        var target = random.NextUnit() * whole;
        foreach (var storefront in Shop.World.Storefronts)
        {
            target -= storefront.Profile.Weight;
            if (target < 0)
            {
                return storefront;
            }
        }

        return Shop.World.Storefronts[^1];
    }

    /// <summary>Draws where a card comes from: mostly the storefront's country.</summary>
    protected static CountryCode DrawCardCountry(Storefront target, double domestic, RandomStream random) =>
        random.Chance(domestic) ? target.Country : target.DrawNeighbour(random);

    /// <summary>Draws the country of the network address: the pretended one where the fraudster takes the trouble.</summary>
    protected static CountryCode DrawNetwork(CountryCode pretended, double careful, Storefront target, RandomStream random) =>
        random.Chance(careful) ? pretended
        : random.Chance(0.6) ? Whereabouts.DrawProxy(random)
        : target.DrawNeighbour(random);

    /// <summary>Draws a device that nobody used before.</summary>
    protected FraudDevice NewDevice(RandomStream random)
    {
        var (owner, number) = (random.NextBits(), random.NextBits());
        return new FraudDevice(Shop.Ids.Device(owner, number), Shop.Ids.Visitor(owner, number));
    }

    /// <summary>Draws a card that the platform never saw.</summary>
    protected InstrumentId NewInstrument(RandomStream random) => Shop.Ids.Instrument(random.NextBits(), random.NextBits());

    /// <summary>Lets a visit lead straight to the payment.</summary>
    /// <param name="checkout">Who pays how.</param>
    /// <param name="visitor">The device's visitor id.</param>
    /// <param name="basket">What is bought.</param>
    /// <param name="at">When the visit begins.</param>
    /// <param name="random">The campaign's stream.</param>
    protected void Buy(Checkout checkout, AnonymousId visitor, List<BasketLine> basket, DateTimeOffset at, RandomStream random)
    {
        var session = Shop.Ids.Session(random.NextBits(), random.NextBits());
        var trail = new ClickTrail(
            checkout.Storefront, Shop.Schedule, session, checkout.Device, visitor, checkout.Language, checkout.Scenario, Shop.Clickstream)
        {
            Now = at.After(TimeSpan.Zero),
            Customer = checkout.Customer,
        };
        foreach (var line in basket)
        {
            trail.View(line.Product, line.UnitMinor, random.Chance(0.5) ? "search" : "direct", null);
            trail.Wait(2 + random.Exponential(9));
            trail.AddToCart(line, "direct");
            trail.Wait(1 + random.Exponential(4));
        }

        trail.StartCheckout(basket);
        trail.Wait(4 + random.Exponential(15));
        var payment = Shop.Desk.Pay(checkout, basket, trail.Now, random);
        trail.Wait(1 + random.Exponential(2));
        trail.CompleteOrder(Shop.NextOrder(), basket, payment);
    }
}
