using System.Collections.Immutable;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Makes customers from their numbers; the same number gives the same customer.</summary>
internal sealed class CustomerFactory(
    ulong seed, SimulationIds ids, ImmutableArray<Storefront> storefronts, Catalogue catalogue)
{
    private const double MeanStayDays = 600;

    private readonly CountryCode _digitalBank = CountryCode.Parse("LT");

    /// <summary>Makes a customer.</summary>
    /// <param name="number">Running number of the customer.</param>
    /// <param name="home">Where the customer lives.</param>
    /// <param name="joinedAt">When the account was opened.</param>
    public Customer Create(ulong number, Storefront home, DateTimeOffset joinedAt)
    {
        var random = new RandomStream(seed, StreamKind.Customer, number);
        var movedHere = random.Chance(0.07);
        var origin = movedHere ? home.DrawNeighbour(random) : home.Country;
        return new Customer
        {
            Number = number,
            Id = ids.Customer(number),
            Home = home,
            Origin = origin,
            BankCountry = DrawBank(home, origin, random),
            Language = DrawLanguage(home, origin, random),
            JoinedAt = joinedAt,
            LeavesAt = joinedAt + TimeSpan.FromDays(30 + random.Exponential(MeanStayDays)),
            Favourites = [.. Enumerable.Range(0, 5).Select(_ => catalogue.DrawCategory(random))],
            Style = random.Below(Catalogue.Styles),
            Tier = random.NextUnit(),
            FavouriteHour = (home.Profile.EveningPeak + (5.5 * random.Normal()) + 24) % 24,
            BasketLines = 1 + random.Exponential(0.7),
            TravelRate = random.Chance(0.25) ? random.Between(0.1, 0.6) : 0.03,
            GiftRate = random.Chance(0.12) || movedHere ? random.Between(0.04, 0.3) : 0.004,
            ForeignRate = random.Chance(0.18) ? random.Between(0.1, 0.5) : 0.01,
            ProxyRate = random.Chance(0.06) ? random.Between(0.3, 0.95) : 0.004,
            UsesForwarder = random.Chance(0.008),
            IsReseller = random.Chance(0.006),
            Method = home.DrawMethod(random),
            Instruments = random.Chance(0.45) ? 1 : random.Between(2, 3),
            Devices = random.Chance(0.4) ? 1 : random.Between(2, 3),
            Household = random.Chance(0.2) ? (number & ~1UL) : number,
        };
    }

    private CountryCode DrawBank(Storefront home, CountryCode origin, RandomStream random)
    {
        if (origin != home.Country && random.Chance(0.45))
        {
            return origin;
        }

        var inEurope = home.Market.TimeZoneId.StartsWith("Europe/", StringComparison.Ordinal);
        return random.Chance(0.04) ? (inEurope ? _digitalBank : home.DrawNeighbour(random)) : home.Country;
    }

    private LanguageTag DrawLanguage(Storefront home, CountryCode origin, RandomStream random)
    {
        if (origin != home.Country && random.Chance(0.35))
        {
            foreach (var storefront in storefronts)
            {
                if (storefront.Country == origin)
                {
                    return storefront.Market.Language;
                }
            }
        }

        return random.Chance(home.Profile.SecondShare) ? home.SecondLanguage : home.Market.Language;
    }
}
