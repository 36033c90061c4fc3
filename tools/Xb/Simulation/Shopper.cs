using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>A genuine customer's visit: draws who comes, what they look at, and whether they buy.</summary>
internal sealed class Shopper(Shop shop)
{
    /// <summary>Share of the visits that mean to buy. Visits that see one page are rare here, so it is above a web shop's.</summary>
    private const double BuyShare = 0.22;

    private const double NewcomerShare = 0.035;

    /// <summary>Runs one visit and schedules its events.</summary>
    /// <param name="home">Where the visitor lives.</param>
    /// <param name="number">Running number of the visit within the market.</param>
    /// <param name="at">When it begins.</param>
    public void Visit(Storefront home, ulong number, DateTimeOffset at)
    {
        var random = new RandomStream(shop.Options.Seed, StreamKind.Session, (ulong)home.Index, number);
        var intent = DrawIntent(random);
        var customer = random.Chance(NewcomerShare) ? shop.Customers.Newcomer(home, at) : shop.Customers.Draw(home, at, random);
        if (intent != VisitIntent.Buy && !shop.Clickstream)
        {
            return;
        }

        var storefront = DrawStorefront(customer, random);
        var (device, visitor) = shop.Whereabouts.DrawDevice(customer, at, random);
        var signedIn = random.Chance(0.5);
        var trail = new ClickTrail(
            storefront, shop.Schedule, shop.Ids.Session((ulong)home.Index, number), device, visitor, customer.Language, FraudScenario.None,
            shop.Clickstream)
        {
            Now = at.After(TimeSpan.Zero),
            Customer = signedIn ? customer.Id : null,
        };
        var tour = new ShoppingTour(shop, customer, storefront, trail, random);
        var basket = tour.Walk(intent);
        if (intent is VisitIntent.Buy or VisitIntent.LeaveAtCheckout && basket.Count > 0)
        {
            GoToCheckout(customer, storefront, trail, device, basket, intent, random);
        }
    }

    private static VisitIntent DrawIntent(RandomStream random)
    {
        var draw = random.NextUnit();
        return draw < BuyShare ? VisitIntent.Buy
            : draw < BuyShare + 0.06 ? VisitIntent.LeaveAtCheckout
            : draw < BuyShare + 0.26 ? VisitIntent.Abandon
            : VisitIntent.Browse;
    }

    private Storefront DrawStorefront(Customer customer, RandomStream random)
    {
        if (!random.Chance(customer.ForeignRate))
        {
            return customer.Home;
        }

        // Those who look abroad go to a neighbour's storefront where there is one, else to the largest.
        var country = customer.Home.DrawNeighbour(random);
        var fallback = shop.World.Storefronts[0];
        foreach (var storefront in shop.World.Storefronts)
        {
            if (storefront.Country == country)
            {
                return storefront;
            }
        }

        return fallback;
    }

    private void GoToCheckout(
        Customer customer, Storefront storefront, ClickTrail trail, DeviceId device, List<BasketLine> basket, VisitIntent intent,
        RandomStream random)
    {
        trail.StartCheckout(basket);
        trail.Wait(15 + random.Exponential(50));
        if (trail.Customer is null)
        {
            trail.Identify(customer.Id);
            trail.Wait(10 + random.Exponential(30));
        }

        if (intent == VisitIntent.LeaveAtCheckout)
        {
            return;
        }

        var checkout = GenuineCheckout.Draw(shop, customer, storefront, device, basket, trail.Now, random);
        var payment = shop.Desk.Pay(checkout, basket, trail.Now, random);
        trail.Wait(2 + random.Exponential(2));
        trail.CompleteOrder(shop.NextOrder(), basket, payment);
    }
}
