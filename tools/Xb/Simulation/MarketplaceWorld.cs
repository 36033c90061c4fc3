using System.Collections.Immutable;

namespace XbFunctions.Xb.Simulation;

/// <summary>
/// The marketplace before anything happens: markets, catalogue, sellers. It depends on nothing but the options; a run keeps its own
/// customers and stock. Not thread-safe, because markets remember the last date they looked up.
/// </summary>
public sealed class MarketplaceWorld
{
    private MarketplaceWorld(SimulationOptions options)
    {
        Options = options;
        var index = 0;
        Storefronts = [.. options.MarketCodes.Select(code => new Storefront(index++, Profile(code)))];
        var tree = CategoryTree.Load();
        Sellers = SellerDirectory.Create(options, tree, Storefronts);
        Catalogue = Catalogue.Create(options, Storefronts, tree, Sellers);
    }

    /// <summary>What the world was made from.</summary>
    public SimulationOptions Options { get; }

    internal ImmutableArray<Storefront> Storefronts { get; }

    internal SellerDirectory Sellers { get; }

    internal Catalogue Catalogue { get; }

    /// <summary>Makes the world of the given options; equal options make equal worlds.</summary>
    /// <param name="options">What to make.</param>
    /// <returns>The world.</returns>
    /// <exception cref="SimulationException">An option is out of its range, or this machine has no time zone data.</exception>
    public static MarketplaceWorld Create(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new MarketplaceWorld(options);
    }

    private static MarketProfile Profile(string code) => MarketProfiles.TryGet(code, out var profile)
        ? profile
        : throw new SimulationException($"Market {code} is not simulated.");
}
