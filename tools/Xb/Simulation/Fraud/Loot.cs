namespace XbFunctions.Xb.Simulation;

/// <summary>Draws what fraudsters buy.</summary>
internal static class Loot
{
    /// <summary>A basket of goods that sell on easily, dear ones first; some baskets are like anybody's.</summary>
    /// <param name="shop">What the run shares.</param>
    /// <param name="storefront">Where it is bought.</param>
    /// <param name="greed">Number of products looked at for each one taken, the dearest of which is taken; 1 is as anybody buys.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="at">When it is bought.</param>
    /// <param name="random">The campaign's stream.</param>
    public static List<BasketLine> Draw(Shop shop, Storefront storefront, int greed, int lines, DateTimeOffset at, RandomStream random)
    {
        var basket = new List<BasketLine>(lines);
        for (var line = 0; line < lines; line++)
        {
            var category = DrawCategory(shop, greed > 1 && random.Chance(0.8) ? 2 : 0, random);
            basket.Add(shop.Offer(DrawProduct(shop, category, greed, at, random), 1, storefront, at, random));
        }

        return basket;
    }

    /// <summary>One cheap thing, to see whether a card works.</summary>
    public static List<BasketLine> DrawCheap(Shop shop, Storefront storefront, DateTimeOffset at, RandomStream random)
    {
        for (var attempt = 1; ; attempt++)
        {
            var product = DrawProduct(shop, DrawCategory(shop, 0, random), 1, at, random);
            if (product.Euros < 14 || attempt == 40)
            {
                return [shop.Offer(product, 1, storefront, at, random)];
            }
        }
    }

    /// <summary>A product of a category that is on sale.</summary>
    public static Product DrawProduct(Shop shop, int category, int greed, DateTimeOffset at, RandomStream random)
    {
        var best = shop.World.Catalogue.FirstLaunched(category);
        for (var look = 0; look < greed; look++)
        {
            var product = shop.World.Catalogue.DrawProduct(category, random);
            if (product.LaunchedAt <= at && (product.Euros > best.Euros || look == 0))
            {
                best = product;
            }
        }

        return best;
    }

    /// <summary>A category of at least the given value to those who sell on.</summary>
    public static int DrawCategory(Shop shop, int resale, RandomStream random)
    {
        for (var attempt = 1; ; attempt++)
        {
            var category = resale > 0 ? random.Below(shop.World.Catalogue.Tree.Leaves.Length) : shop.World.Catalogue.DrawCategory(random);
            if (shop.World.Catalogue.Tree.Leaves[category].Resale >= resale || attempt == 60)
            {
                return category;
            }
        }
    }
}
