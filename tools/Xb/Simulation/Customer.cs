using System.Collections.Immutable;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>A customer with habits that do not change. What changes with time (devices, trips) is computed from the time.</summary>
internal sealed record Customer
{
    /// <summary>Running number; everything of the customer derives from it.</summary>
    public required ulong Number { get; init; }

    public required CustomerId Id { get; init; }

    /// <summary>Where the customer lives.</summary>
    public required Storefront Home { get; init; }

    /// <summary>Where the customer's bank is: the country of origin for many who moved, a neighbour for some.</summary>
    public required CountryCode BankCountry { get; init; }

    /// <summary>Where the customer comes from; the home country for most.</summary>
    public required CountryCode Origin { get; init; }

    public required LanguageTag Language { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>When another customer takes the place.</summary>
    public required DateTimeOffset LeavesAt { get; init; }

    /// <summary>Liked categories, the best first.</summary>
    public required ImmutableArray<int> Favourites { get; init; }

    /// <summary>Taste, from 0 to <see cref="Catalogue.Styles"/> - 1.</summary>
    public required int Style { get; init; }

    /// <summary>From 0, looks for bargains, to 1, buys the best.</summary>
    public required double Tier { get; init; }

    /// <summary>Local hour around which the customer likes to shop.</summary>
    public required double FavouriteHour { get; init; }

    /// <summary>Average number of lines in a basket, 1 or more.</summary>
    public required double BasketLines { get; init; }

    /// <summary>Chance of a journey abroad in four weeks.</summary>
    public required double TravelRate { get; init; }

    /// <summary>Chance that a purchase is a gift sent abroad.</summary>
    public required double GiftRate { get; init; }

    /// <summary>Chance that a visit goes to a foreign storefront.</summary>
    public required double ForeignRate { get; init; }

    /// <summary>Chance that a visit comes through a network address of another country.</summary>
    public required double ProxyRate { get; init; }

    /// <summary>Whether parcels go through a forwarding service abroad.</summary>
    public required bool UsesForwarder { get; init; }

    /// <summary>Buys for a business: large, frequent orders, also at odd places.</summary>
    public required bool IsReseller { get; init; }

    /// <summary>Usual way to pay.</summary>
    public required string Method { get; init; }

    /// <summary>Number of cards or accounts in use.</summary>
    public required int Instruments { get; init; }

    /// <summary>Number of devices in use.</summary>
    public required int Devices { get; init; }

    /// <summary>Owner of the family's shared device; the customer's own number when there is none.</summary>
    public required ulong Household { get; init; }
}
