namespace XbFunctions.Xb.Simulation;

/// <summary>The way of one visitor through the shop: searches, pages, recommendations, basket.</summary>
internal sealed class ShoppingTour(Shop shop, Customer customer, Storefront storefront, ClickTrail trail, RandomStream random)
{
    private readonly List<BasketLine> _basket = [];
    private int _category;
    private ulong _lists;

    /// <summary>Walks until the intent is met.</summary>
    /// <returns>What is in the basket at the end; empty for visitors who look around, and for buyers who find nothing.</returns>
    public List<BasketLine> Walk(VisitIntent intent)
    {
        var wanted = intent == VisitIntent.Browse ? 0 : Math.Min(12, 1 + (int)random.Exponential(customer.BasketLines - 0.5));
        var pages = Math.Min(30, wanted + 1 + (int)random.Exponential(2.2));
        _category = DrawFirstCategory();
        for (var page = 0; page < pages || (_basket.Count == 0 && wanted > 0 && page < pages + 8); page++)
        {
            var (product, source) = FindNext(page);
            var offer = shop.Offer(product, DrawQuantity(product), storefront, trail.Now, random);
            trail.Wait(8 + random.Exponential(35));
            var inStock = shop.Inventory.Available(product, trail.Now) >= offer.Quantity;
            if (_basket.Count < wanted && inStock && Wants(product, pages - page, wanted))
            {
                _basket.Add(offer);
                trail.AddToCart(offer, source);
                trail.Wait(3 + random.Exponential(12));
            }
        }

        ThinkAgain();
        return _basket;
    }

    private (Product Product, string Source) FindNext(int page)
    {
        var draw = random.NextUnit();
        if (draw < 0.3)
        {
            return (Search(), "search");
        }

        if (draw < 0.55)
        {
            return FollowRecommendation(page == 0 ? "home" : "product");
        }

        if (page > 0 && draw < 0.8)
        {
            var related = shop.World.Catalogue.Tree.Related[_category];
            _category = random.Chance(0.6) ? _category : related[random.Below(related.Length)];
        }
        else
        {
            _category = DrawFirstCategory();
        }

        var product = Choose(_category);
        View(product, "category", random.Below(24));
        return (product, "category");
    }

    private Product Search()
    {
        var category = shop.World.Catalogue.Tree.Leaves[_category = random.Chance(0.5) ? _category : DrawFirstCategory()];
        var product = Choose(category.Index);
        var name = shop.World.Catalogue.Lexicon.CategoryName(category, customer.Language.Primary);
        var query = random.Chance(0.25) ? $"{name} {product.Brand}" : name;
        trail.Search(query.ToLowerInvariant(), random.Between(4, 90));
        trail.Wait(4 + random.Exponential(10));
        View(product, "search", random.Below(1 + random.Below(20)));
        return product;
    }

    private (Product Product, string Source) FollowRecommendation(string place)
    {
        var list = shop.Recommender.Draw(_category, trail.Now, random);
        var id = shop.Ids.Recommendation(customer.Number, ((ulong)trail.Now.UtcTicks * 31) + ++_lists);
        if (list.Count > 0)
        {
            trail.ShowRecommendations(Recommender.Skus(list), place, id);
            trail.Wait(3 + random.Exponential(8));
            for (var position = 0; position < list.Count; position++)
            {
                if (random.Chance(0.1 * Liking(list[position]) / (1 + (0.15 * position))))
                {
                    trail.ClickRecommendation(list[position], position, place, id);
                    View(list[position], "recommendation", position);
                    _category = list[position].Category.Index;
                    return (list[position], "recommendation");
                }
            }
        }

        var product = Choose(_category);
        View(product, "direct", null);
        return (product, "direct");
    }

    private void View(Product product, string source, int? position) =>
        trail.View(product, PriceTag.Now(shop.Options.Seed, product, storefront, trail.Now), source, position);

    private int DrawFirstCategory()
    {
        var month = trail.Now.Month;
        var southern = storefront.Profile.Code is "AU" or "BR";
        for (var attempt = 1; ; attempt++)
        {
            var favourites = customer.Favourites;
            var category = random.Chance(0.65)
                ? favourites[Math.Min(random.Below(favourites.Length), random.Below(favourites.Length))]
                : shop.World.Catalogue.DrawCategory(random);
            if (attempt == 3 || random.Chance(shop.World.Catalogue.Tree.Leaves[category].SeasonFactor(month, southern) / 1.6))
            {
                return category;
            }
        }
    }

    // Popular products first, then those that meet the customer's taste and purse.
    private Product Choose(int category)
    {
        for (var attempt = 1; ; attempt++)
        {
            var product = shop.World.Catalogue.DrawProduct(category, random);
            if (attempt == 12 || (product.LaunchedAt <= trail.Now && random.Chance(0.25 * Liking(product))))
            {
                return product.LaunchedAt <= trail.Now ? product : shop.World.Catalogue.FirstLaunched(category);
            }
        }
    }

    private double Liking(Product product)
    {
        var purse = 1 - Math.Abs(product.Tier - customer.Tier);
        var fresh = trail.Now - product.LaunchedAt < TimeSpan.FromDays(30) ? 1.4 : 1;
        return purse * fresh * (product.Style == customer.Style ? 2.6 : 0.9);
    }

    private int DrawQuantity(Product product)
    {
        if (customer.IsReseller)
        {
            return random.Between(2, product.Euros > 200 ? 4 : 12);
        }

        return product.Euros < 30 && random.Chance(0.15) ? random.Between(2, 4) : 1;
    }

    private bool Wants(Product product, int pagesLeft, int wanted) =>
        random.Chance(Math.Min(0.95, (wanted - _basket.Count) * (0.5 + (0.25 * Liking(product))) / Math.Max(1, pagesLeft)));

    private void ThinkAgain()
    {
        if (_basket.Count > 1 && random.Chance(0.15))
        {
            var removed = random.Below(_basket.Count);
            trail.RemoveFromCart(_basket[removed]);
            _basket.RemoveAt(removed);
            trail.Wait(2 + random.Exponential(10));
        }
    }
}
