using System.Collections.Immutable;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>A market at run time: its profile with everything looked up.</summary>
internal sealed class Storefront
{
    public Storefront(int index, MarketProfile profile)
    {
        Index = index;
        Profile = profile;
        Country = CountryCode.Parse(profile.Code);
        if (!Contracts.Markets.TryGet(Country, out var market))
        {
            throw new SimulationException($"Market {profile.Code} is not a market of the platform.");
        }

        Market = market;
        Clock = new MarketClock(market.TimeZoneId);
        Calendar = new MarketCalendar(profile);
        Hours = new HourCurve(profile);
        Neighbours = [.. profile.Neighbours.Select(CountryCode.Parse)];
        SecondLanguage = profile.SecondLanguage is null ? market.Language : LanguageTag.Parse(profile.SecondLanguage);
    }

    public int Index { get; }

    public MarketProfile Profile { get; }

    public Market Market { get; }

    public CountryCode Country { get; }

    public MarketClock Clock { get; }

    public MarketCalendar Calendar { get; }

    public HourCurve Hours { get; }

    public ImmutableArray<CountryCode> Neighbours { get; }

    public LanguageTag SecondLanguage { get; }

    /// <summary>The effect of the local date at an instant.</summary>
    public DayEffect Today(DateTimeOffset instant) => Calendar.On(DateOnly.FromDateTime(Clock.Local(instant)));

    /// <summary>Draws how someone pays here.</summary>
    public string DrawMethod(RandomStream random)
    {
        var target = random.NextUnit();
        foreach (var (method, until) in Profile.Methods)
        {
            if (target < until)
            {
                return method;
            }
        }

        return Profile.Methods[^1].Method;
    }

    /// <summary>Draws a foreign country that people of this market have to do with; the first ones are likelier.</summary>
    public CountryCode DrawNeighbour(RandomStream random) =>
        Neighbours[Math.Min(random.Below(Neighbours.Length), random.Below(Neighbours.Length))];
}
