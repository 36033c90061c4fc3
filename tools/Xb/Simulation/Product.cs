using System.Collections.Immutable;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>A product of the catalogue.</summary>
internal sealed record Product
{
    /// <summary>Place in <see cref="Catalogue.Products"/>.</summary>
    public required int Index { get; init; }

    public required Sku Sku { get; init; }

    public required Category Category { get; init; }

    /// <summary>Invented brand.</summary>
    public required string Brand { get; init; }

    /// <summary>Lexicon key of the phrase in its title.</summary>
    public required string Qualifier { get; init; }

    /// <summary>Size with its unit; empty when there is none.</summary>
    public required string Size { get; init; }

    /// <summary>Weight of a piece in grams; 0 for a download.</summary>
    public required int Grams { get; init; }

    public required CountryCode Origin { get; init; }

    /// <summary>List price by <see cref="Storefront.Index"/>, in minor units of the storefront's currency.</summary>
    public required ImmutableArray<long> Prices { get; init; }

    /// <summary>List price in euros.</summary>
    public required double Euros { get; init; }

    /// <summary>From 0, the cheapest of its category, to 1, the dearest.</summary>
    public required double Tier { get; init; }

    /// <summary>Taste that it meets, from 0 to <see cref="Catalogue.Styles"/> - 1.</summary>
    public required int Style { get; init; }

    /// <summary>Relative demand within its category.</summary>
    public required double Popularity { get; init; }

    /// <summary>Nobody sees it before.</summary>
    public required DateTimeOffset LaunchedAt { get; init; }

    /// <summary>Who offers it: places in <see cref="SellerDirectory.Sellers"/>, the cross-border offer first.</summary>
    public required ImmutableArray<int> Offers { get; init; }
}
