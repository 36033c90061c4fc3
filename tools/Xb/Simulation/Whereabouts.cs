using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Where a customer is and what the customer uses at a time, computed from the time so that nothing needs remembering.</summary>
internal sealed class Whereabouts(ulong seed, SimulationIds ids)
{
    private static readonly TimeSpan Block = TimeSpan.FromDays(28);
    private static readonly TimeSpan DeviceLife = TimeSpan.FromDays(520);
    private static readonly TimeSpan InstrumentLife = TimeSpan.FromDays(900);
    private static readonly string[] ProxyCountries = ["US", "NL", "DE", "SG", "GB", "CA"];

    /// <summary>The country of a journey that the customer is on; the home country otherwise.</summary>
    public CountryCode CountryAt(Customer customer, DateTimeOffset at)
    {
        var block = at.UtcTicks / Block.Ticks;
        var random = new RandomStream(seed, StreamKind.Trip, customer.Number, (ulong)block);
        if (!random.Chance(customer.TravelRate))
        {
            return customer.Home.Country;
        }

        var start = random.Between(0.0, 16.0);
        var days = random.Between(2.0, 12.0);
        var into = TimeSpan.FromTicks(at.UtcTicks % Block.Ticks).TotalDays;
        var destination = customer.Origin != customer.Home.Country && random.Chance(0.6)
            ? customer.Origin
            : customer.Home.DrawNeighbour(random);
        return into >= start && into < start + days ? destination : customer.Home.Country;
    }

    /// <summary>The country of the network address during a visit.</summary>
    public static CountryCode NetworkCountry(Customer customer, CountryCode whereabouts, RandomStream visit) =>
        visit.Chance(customer.ProxyRate) ? DrawProxy(visit) : whereabouts;

    /// <summary>A country that proxies and private networks commonly end in.</summary>
    public static CountryCode DrawProxy(RandomStream random) => CountryCode.Parse(random.Pick<string>(ProxyCountries));

    /// <summary>The device of a visit: mostly the favourite one, sometimes the family's, each replaced after some hundred days.</summary>
    public (DeviceId Device, AnonymousId Visitor) DrawDevice(Customer customer, DateTimeOffset at, RandomStream visit)
    {
        var number = visit.Chance(0.7) ? 0 : visit.Below(customer.Devices);
        var owner = number == 1 ? customer.Household : customer.Number;
        var life = Generation(owner, (ulong)number, at, DeviceLife);
        var key = ((ulong)number << 32) | life;
        return (ids.Device(owner, key), ids.Visitor(owner, key));
    }

    /// <summary>The card or account of a payment: mostly the favourite one, each reissued after some years.</summary>
    public InstrumentId DrawInstrument(Customer customer, DateTimeOffset at, RandomStream visit)
    {
        var number = visit.Chance(0.75) ? 0 : visit.Below(customer.Instruments);
        var life = Generation(~customer.Number, (ulong)number, at, InstrumentLife);
        return ids.Instrument(customer.Number, ((ulong)number << 32) | life);
    }

    private ulong Generation(ulong owner, ulong number, DateTimeOffset at, TimeSpan life)
    {
        var phase = (long)(RandomStream.Hash(seed, StreamKind.Device, owner, number) % (ulong)life.Ticks);
        return (ulong)((at.UtcTicks + phase) / life.Ticks);
    }
}
