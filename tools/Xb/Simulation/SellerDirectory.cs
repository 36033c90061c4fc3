using System.Collections.Immutable;
using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>All sellers, and who sells what where.</summary>
internal sealed class SellerDirectory
{
    // Countries that much of cross-border trade is sent from, besides the markets themselves.
    private static readonly string[] ExportCountries = ["CN", "CN", "CN", "KR", "JP", "US", "DE", "IT", "TR", "IN"];

    private readonly ILookup<string, Seller> _crossBorder;
    private readonly ILookup<(CountryCode Country, string Department), Seller> _domestic;

    private SellerDirectory(ImmutableArray<Seller> sellers)
    {
        Sellers = sellers;
        _crossBorder = sellers.Where(static seller => seller.IsCrossBorder).ToLookup(static seller => seller.Department);
        _domestic = sellers.Where(static seller => !seller.IsCrossBorder).ToLookup(static seller => (seller.Country, seller.Department));
    }

    public ImmutableArray<Seller> Sellers { get; }

    /// <summary>Makes the sellers of a world; every department has at least one that sells everywhere.</summary>
    public static SellerDirectory Create(SimulationOptions options, CategoryTree tree, ImmutableArray<Storefront> storefronts)
    {
        var departments = tree.Leaves.Select(static leaf => leaf.Department).Distinct().ToArray();
        var sellers = ImmutableArray.CreateBuilder<Seller>(options.Sellers);
        for (var index = 0; index < options.Sellers; index++)
        {
            var random = new RandomStream(options.Seed, StreamKind.Seller, (ulong)index);
            var crossBorder = index < departments.Length || random.Chance(0.35);
            var country = crossBorder
                ? CountryCode.Parse(random.Pick<string>(ExportCountries))
                : storefronts[random.Below(storefronts.Length)].Country;
            var rating = Math.Round(Math.Clamp(4.3 + (0.45 * random.Normal()), 1, 5), 1);
            var id = new SellerId(string.Create(CultureInfo.InvariantCulture, $"seller-{index + 1:D5}"));
            sellers.Add(new Seller(index, id, country, departments[index % departments.Length], rating, crossBorder));
        }

        return new SellerDirectory(sellers.MoveToImmutable());
    }

    /// <summary>Draws who offers a product: one seller everywhere, and domestic ones in some markets.</summary>
    public ImmutableArray<int> DrawOffers(Category category, ImmutableArray<Storefront> storefronts, RandomStream random)
    {
        var everywhere = _crossBorder[category.Department].ToArray();
        var offers = ImmutableArray.CreateBuilder<int>();
        offers.Add(Better(random.Pick<Seller>(everywhere), random.Pick<Seller>(everywhere)).Index);
        foreach (var storefront in storefronts)
        {
            var domestic = _domestic[(storefront.Country, category.Department)].ToArray();
            if (domestic.Length > 0 && random.Chance(0.5))
            {
                offers.Add(random.Pick<Seller>(domestic).Index);
            }
        }

        return offers.ToImmutable();
    }

    /// <summary>Draws whose offer of a product is taken in a market: mostly a domestic one where there is one.</summary>
    public Seller DrawSeller(Product product, Storefront storefront, RandomStream random)
    {
        var crossBorder = Sellers[product.Offers[0]];
        if (random.Chance(0.3))
        {
            return crossBorder;
        }

        foreach (var offer in product.Offers)
        {
            if (!Sellers[offer].IsCrossBorder && Sellers[offer].Country == storefront.Country)
            {
                return Sellers[offer];
            }
        }

        return crossBorder;
    }

    // Well rated sellers have more of the offers.
    private static Seller Better(Seller one, Seller other) => one.Rating >= other.Rating ? one : other;
}
