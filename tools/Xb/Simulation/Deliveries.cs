using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>
/// Where parcels go. Genuine customers share addresses too: families a home, neighbours a parcel shop, travellers a hotel, customers of a forwarding
/// service its warehouse. Computed from the customer and the time, so that nothing needs remembering and no other draw changes.
/// </summary>
internal sealed class Deliveries(ulong seed, SimulationIds ids)
{
    private const ulong Shops = 1UL << 56;
    private const ulong Hotels = 2UL << 56;
    private const ulong Warehouses = 3UL << 56;
    private const ulong Mules = 4UL << 56;
    private const ulong Homes = 5UL << 56;
    private const ulong Recipients = 6UL << 56;
    private const ulong Places = 7UL << 56;
    private const int WarehousesPerCountry = 2;
    private const int MulesPerCountry = 3;
    private static readonly TimeSpan MuleLife = TimeSpan.FromDays(24);
    private static readonly TimeSpan HomeLife = TimeSpan.FromDays(1_500);

    /// <summary>At home, or at the parcel shop around the corner for one customer in twelve.</summary>
    public ShippingAddressId Home(Customer customer, DateTimeOffset at)
    {
        var habit = Draw(customer.Number, 0);
        if (habit.Chance(0.08))
        {
            return ids.Address(Shops | customer.Home.Country.Packed, (ulong)habit.Below(40));
        }

        var moved = (ulong)((at.UtcTicks + (long)(RandomStream.Hash(seed, StreamKind.Address, customer.Household, 1) % (ulong)HomeLife.Ticks)) / HomeLife.Ticks);
        return ids.Address(Homes | customer.Household, moved);
    }

    /// <summary>The warehouse of a forwarding service, the same for a customer and a country.</summary>
    public ShippingAddressId Warehouse(ulong customer, CountryCode country) =>
        ids.Address(Warehouses | country.Packed, RandomStream.Hash(seed, StreamKind.Address, customer, country.Packed) % WarehousesPerCountry);

    /// <summary>One of the few to whom a customer gives presents.</summary>
    public ShippingAddressId Recipient(Customer customer, DateTimeOffset at) =>
        ids.Address(Recipients | customer.Number, (ulong)Draw(customer.Number, (ulong)at.UtcTicks).Below(3));

    /// <summary>A hotel in a country that a customer travels through.</summary>
    public ShippingAddressId Hotel(Customer customer, CountryCode country, DateTimeOffset at) =>
        ids.Address(Hotels | country.Packed, (ulong)Draw(customer.Number, (ulong)(at.UtcTicks / TimeSpan.TicksPerDay / 12)).Below(200));

    /// <summary>Where a thief has goods sent: to a mule who takes parcels for several crews for some weeks, to a forwarding service, or to a place of the
    /// thief's own.</summary>
    /// <param name="account">Number of the account; the same account, country and time give the same address.</param>
    /// <param name="country">Country of delivery.</param>
    /// <param name="at">When the account begins to buy.</param>
    /// <param name="mules">Share of thieves who use a mule.</param>
    public ShippingAddressId Thief(ulong account, CountryCode country, DateTimeOffset at, double mules)
    {
        var random = Draw(account, (ulong)at.UtcTicks);
        var draw = random.NextUnit();
        return draw < mules ? Mule(country, at, random)
            : draw < mules + 0.1 ? Warehouse(account, country)
            : ids.Address(Places | account, random.NextBits());
    }

    private ShippingAddressId Mule(CountryCode country, DateTimeOffset at, RandomStream random)
    {
        var mule = (ulong)random.Below(MulesPerCountry);
        var phase = RandomStream.Hash(seed, StreamKind.Address, Mules | country.Packed, mule) % (ulong)MuleLife.Ticks;
        var life = (ulong)(at.UtcTicks + (long)phase) / (ulong)MuleLife.Ticks;
        return ids.Address(Mules | country.Packed, (life * MulesPerCountry) + mule);
    }

    private RandomStream Draw(ulong owner, ulong number) => new(seed, StreamKind.Address, owner, number);
}
