using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>The storefront's own simple recommendations: popular products of the category being looked at and of related ones.</summary>
internal sealed class Recommender(Catalogue catalogue)
{
    private const int ListLength = 6;

    /// <summary>Draws a list without repetition; it may be shorter when the category is small.</summary>
    public List<Product> Draw(int category, DateTimeOffset at, RandomStream random)
    {
        var list = new List<Product>(ListLength);
        for (var attempt = 0; attempt < 2 * ListLength && list.Count < ListLength; attempt++)
        {
            var related = catalogue.Tree.Related[category];
            var from = random.Chance(0.5) ? category : related[random.Below(related.Length)];
            var product = catalogue.DrawProduct(from, random);
            if (product.LaunchedAt <= at && !list.Contains(product))
            {
                list.Add(product);
            }
        }

        return list;
    }

    /// <summary>The products' stock-keeping units.</summary>
    public static Sku[] Skus(List<Product> products) => [.. products.Select(static product => product.Sku)];
}
