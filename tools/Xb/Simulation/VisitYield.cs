namespace XbFunctions.Xb.Simulation;

/// <summary>
/// How many payments a visit brings on average. It depends on the catalogue and the sellers (a basket is paid once for each seller), so
/// it is measured on visits that are thrown away.
/// </summary>
internal static class VisitYield
{
    private const int Visits = 8_000;

    /// <summary>Payments for each visit of an average customer of this world.</summary>
    public static double Measure(MarketplaceWorld world)
    {
        var shop = new Shop(world, clickstream: false);
        var shopper = new Shopper(shop);
        var weight = world.Storefronts.Sum(static storefront => storefront.Profile.Weight);
        var visits = 0UL;
        foreach (var storefront in world.Storefronts)
        {
            var share = (ulong)Math.Ceiling(Visits * storefront.Profile.Weight / weight);
            for (var visit = 0UL; visit < share; visit++)
            {
                // Numbers that the run itself never reaches.
                shopper.Visit(storefront, ulong.MaxValue - visit, world.Options.Start.AddMinutes(2 * visit % 1440));
            }

            visits += share;
        }

        return Math.Max(1, shop.Desk.Payments) / (double)visits;
    }
}
