using System.Collections.Immutable;
using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>All products with what is needed to draw one.</summary>
internal sealed class Catalogue
{
    /// <summary>Number of tastes that products and customers are divided into.</summary>
    public const int Styles = 8;

    private static readonly string[] Brands =
    [
        "Norvika", "Telmaro", "Quorin", "Aldessa", "Brivanto", "Celdora", "Dovarin", "Elkanto", "Fendaro", "Galvira", "Hestrom", "Ivandel",
        "Jorvessa", "Kelmont", "Lundavi", "Marvetta", "Mirsano", "Nardelix", "Ostrevo", "Pelmira", "Quildano", "Rovanne", "Selkara",
        "Tarvindo", "Ulmera", "Vestrano", "Wendoro", "Xandriva", "Yelmora", "Zarvento", "Belquist", "Corvalda",
    ];

    private readonly ImmutableArray<ImmutableArray<Product>> _byCategory;
    private readonly ImmutableArray<Product> _eldest;
    private readonly ImmutableArray<double[]> _totals;
    private readonly double[] _categoryTotals;

    private Catalogue(CategoryTree tree, Lexicon lexicon, ImmutableArray<Product> products)
    {
        (Tree, Lexicon, Products) = (tree, lexicon, products);
        _byCategory = [.. tree.Leaves.Select(leaf => products.Where(product => product.Category == leaf).ToImmutableArray())];
        _eldest = [.. _byCategory.Select(static group => group.MinBy(static product => product.LaunchedAt)!)];
        _totals = [.. _byCategory.Select(static group => RunningTotals(group.Select(static product => product.Popularity)))];
        _categoryTotals = RunningTotals(tree.Leaves.Select(static leaf => Math.Pow(leaf.Euros, -0.45)));
        TotalPopularity = products.Sum(static product => product.Popularity);
    }

    public CategoryTree Tree { get; }

    public Lexicon Lexicon { get; }

    public ImmutableArray<Product> Products { get; }

    /// <summary>Sum of all popularities.</summary>
    public double TotalPopularity { get; }

    /// <summary>Makes the catalogue of a world.</summary>
    public static Catalogue Create(
        SimulationOptions options, ImmutableArray<Storefront> storefronts, CategoryTree tree, SellerDirectory sellers)
    {
        var products = ImmutableArray.CreateBuilder<Product>(options.Products);
        for (var index = 0; index < options.Products; index++)
        {
            products.Add(Draw(options, index, tree.Leaves[index % tree.Leaves.Length], storefronts, sellers));
        }

        return new Catalogue(tree, Lexicon.Load(), products.MoveToImmutable());
    }

    /// <summary>Draws a category that anybody might look at; cheap ones are likelier.</summary>
    public int DrawCategory(RandomStream random) => random.PickWeighted(_categoryTotals);

    /// <summary>Draws a product of a category by popularity; it may not be launched yet.</summary>
    public Product DrawProduct(int category, RandomStream random) =>
        _byCategory[category][random.PickWeighted(_totals[category])];

    /// <summary>The product of a category that has been on sale longest.</summary>
    public Product FirstLaunched(int category) => _eldest[category];

    private static Product Draw(
        SimulationOptions options, int index, Category category, ImmutableArray<Storefront> storefronts, SellerDirectory sellers)
    {
        var random = new RandomStream(options.Seed, StreamKind.Product, (ulong)index);
        var deviation = random.Normal();
        var euros = Math.Max(1.5, category.Euros * Math.Exp(category.Spread * deviation));
        // The first third is on sale at the start, so that every category has something to show.
        var launch = random.Chance(0.85) || index < options.Products / 3
            ? options.Start - TimeSpan.FromDays(random.Between(20, 1500))
            : options.Start + TimeSpan.FromDays(Math.Floor(random.Between(1.0, 540.0)));
        return new Product
        {
            Index = index,
            Sku = new Sku(string.Create(CultureInfo.InvariantCulture, $"sku-{index + 1:D6}")),
            Category = category,
            Brand = random.Pick<string>(Brands),
            Qualifier = random.Pick<string>(category.Qualifiers.AsSpan()),
            Size = ProductSizes.Draw(category.Size, random),
            Grams = (int)(category.Grams * random.Between(0.7, 1.4)),
            Origin = CountryCode.Parse(random.Pick<string>(category.Origins.AsSpan())),
            Prices = [.. storefronts.Select(storefront => PriceTag.List(euros, storefront, random.Between(0.95, 1.06)))],
            Euros = euros,
            Tier = 1 / (1 + Math.Exp(-1.7 * deviation)),
            Style = random.Below(Styles),
            Popularity = random.LogNormal(1, 1.2),
            LaunchedAt = launch,
            Offers = sellers.DrawOffers(category, storefronts, random),
        };
    }

    private static double[] RunningTotals(IEnumerable<double> weights)
    {
        var total = 0.0;
        return [.. weights.Select(weight => total += weight)];
    }
}
