namespace XbFunctions.Xb.Simulation;

/// <summary>List prices, promotions and the prices people see.</summary>
internal static class PriceTag
{
    private static readonly long PromotionTicks = TimeSpan.FromDays(14).Ticks;

    /// <summary>The list price in a storefront, in minor units, ending as prices end there.</summary>
    /// <param name="euros">Price before market differences.</param>
    /// <param name="storefront">The storefront.</param>
    /// <param name="deviation">The product's own difference in this market, about 1.</param>
    public static long List(double euros, Storefront storefront, double deviation)
    {
        var major = euros * storefront.Profile.PerEuro * storefront.Profile.PriceLevel * deviation;
        return Ending(major, storefront.Market.Currency.MinorDigits);
    }

    /// <summary>The price of a product at an instant: the list price, less a promotion or a sales day's reduction.</summary>
    public static long Now(ulong seed, Product product, Storefront storefront, DateTimeOffset at)
    {
        var list = product.Prices[storefront.Index];
        var reduction = Reduction(seed, product, storefront, at);
        if (reduction == 0)
        {
            return list;
        }

        var digits = storefront.Market.Currency.MinorDigits;
        return Ending(list * (1 - reduction) / (digits == 0 ? 1 : 100), digits);
    }

    /// <summary>The reduction at an instant, in [0, 1).</summary>
    public static double Reduction(ulong seed, Product product, Storefront storefront, DateTimeOffset at)
    {
        var key = ((ulong)product.Index << 8) | (uint)storefront.Index;
        var draw = RandomStream.Hash(seed, StreamKind.Promotion, key, (ulong)(at.UtcTicks / PromotionTicks));
        var unit = (draw >> 11) * (1.0 / (1UL << 53));
        var ownPromotion = unit < 0.08 ? 0.1 + (2.5 * unit) : 0;
        var sale = storefront.Today(at).Discount;
        var salePromotion = unit > 0.5 ? sale * (unit - 0.3) / 0.7 : 0;
        return Math.Max(ownPromotion, salePromotion);
    }

    // 12.99, 129.00, 1,290 yen: prices look rounded, and how depends on their size.
    private static long Ending(double major, int digits)
    {
        if (digits == 0)
        {
            var step = major >= 100_000 ? 1000 : major >= 1000 ? 100 : 10;
            return Math.Max(step, (long)Math.Round(major / step) * step) - (step == 10 ? 0 : step / 10 * 2);
        }

        var whole = Math.Max(1, Math.Round(major));
        return major >= 200 ? (long)whole * 100 : ((long)whole * 100) - 1;
    }
}
