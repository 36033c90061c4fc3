using System.Collections.Immutable;

namespace XbFunctions.Xb.Simulation;

/// <summary>
/// The customers of the run. Their number is constant: a customer who leaves is replaced by a new one in the same place, so an endless
/// run has new accounts all the time and a bounded memory. Customers are made when they first visit.
/// </summary>
internal sealed class CustomerBase
{
    // Far above the numbers of the places. Newcomers have even numbers only, so that no two of them are a household.
    private const ulong FirstNewcomer = 5_000_000_000;

    private readonly SimulationOptions _options;
    private readonly CustomerFactory _factory;
    private readonly Customer?[] _current;
    private readonly ulong[] _generation;
    private readonly int[] _firstPlace;
    private readonly double[][] _activity;
    private ulong _newcomers;

    public CustomerBase(SimulationOptions options, CustomerFactory factory, ImmutableArray<Storefront> storefronts)
    {
        (_options, _factory) = (options, factory);
        _current = new Customer?[options.Customers];
        _generation = new ulong[options.Customers];
        _firstPlace = new int[storefronts.Length + 1];
        _activity = new double[storefronts.Length][];
        var whole = storefronts.Sum(static storefront => storefront.Profile.Weight);
        var reached = 0.0;
        foreach (var storefront in storefronts)
        {
            reached += storefront.Profile.Weight;
            _firstPlace[storefront.Index + 1] = (int)Math.Round(options.Customers * reached / whole);
            _activity[storefront.Index] = Activities(_firstPlace[storefront.Index], _firstPlace[storefront.Index + 1]);
        }
    }

    /// <summary>Draws who visits: active customers often, each rather near the favourite hour.</summary>
    /// <param name="home">Where the visitor lives.</param>
    /// <param name="at">Event time; calls come in the order of it, give or take minutes.</param>
    /// <param name="random">The visit's stream.</param>
    public Customer Draw(Storefront home, DateTimeOffset at, RandomStream random)
    {
        var hour = home.Clock.Local(at).TimeOfDay.TotalHours;
        for (var attempt = 1; ; attempt++)
        {
            var place = _firstPlace[home.Index] + random.PickWeighted(_activity[home.Index]);
            var customer = At(place, home, at);
            var distance = Math.Abs(customer.FavouriteHour - hour);
            distance = Math.Min(distance, 24 - distance);
            if (attempt == 4 || random.Chance(0.15 + (0.85 * Math.Exp(-distance * distance / 18))))
            {
                return customer;
            }
        }
    }

    /// <summary>Somebody who was never here before and is forgotten afterwards.</summary>
    /// <param name="home">Where the newcomer lives.</param>
    /// <param name="at">When the account is opened.</param>
    public Customer Newcomer(Storefront home, DateTimeOffset at) => _factory.Create(FirstNewcomer + (_newcomers += 2), home, at);

    private Customer At(int place, Storefront home, DateTimeOffset at)
    {
        var customer = _current[place];
        if (customer is not null && at < customer.LeavesAt)
        {
            return customer;
        }

        var joined = customer?.LeavesAt ?? FirstJoin(place);
        customer = Make(place, home, joined);
        while (customer.LeavesAt <= at)
        {
            customer = Make(place, home, customer.LeavesAt);
        }

        return _current[place] = customer;
    }

    private Customer Make(int place, Storefront home, DateTimeOffset joined) =>
        _factory.Create((_generation[place]++ * (ulong)_options.Customers) + (ulong)place, home, joined);

    // Ages of accounts at the start are spread as those of a marketplace that has grown for years.
    private DateTimeOffset FirstJoin(int place)
    {
        var bits = RandomStream.Hash(_options.Seed, StreamKind.Customer, (ulong)place, 1);
        return _options.Start - TimeSpan.FromDays(900 * Math.Pow((bits >> 11) * (1.0 / (1UL << 53)), 1.3));
    }

    private double[] Activities(int first, int end)
    {
        var totals = new double[Math.Max(1, end - first)];
        var total = 0.0;
        for (var place = 0; place < totals.Length; place++)
        {
            var random = new RandomStream(_options.Seed, StreamKind.Arrivals, (ulong)(first + place), 1);
            totals[place] = total += random.LogNormal(1, 1.0);
        }

        return totals;
    }
}
