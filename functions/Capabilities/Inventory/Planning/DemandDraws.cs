using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Drawn futures of a product: lead times of an order of today and the demand over them.</summary>
internal sealed class DemandDraws
{
    /// <summary>Number of futures.</summary>
    public const int Futures = 500;

    /// <summary>Longest lead time that is reckoned with, days.</summary>
    public const int MostLeadDays = 400;

    private const int LeadStream = 1;

    /// <summary>Draws.</summary>
    /// <param name="forecast">The forecast from today on.</param>
    /// <param name="demand">Demand.</param>
    /// <param name="terms">Lead time, days of review and the end of the product.</param>
    /// <param name="route">Whose closed days count.</param>
    public DemandDraws(StoredForecast forecast, DemandPaths demand, PlanTerms terms, SupplyRoute route)
    {
        var season = terms.SeasonEnd is { } end ? Math.Clamp(end.DayNumber - forecast.First.DayNumber + 1, 0, PlanCheck.MostSeasonDays) : int.MaxValue;
        (Leads, Ends, OnOrderDays) = (new int[Futures], new int[Futures], new int[Futures]);
        (Paths, LeadSums, Sums) = (new int[Futures][], new double[Futures], new double[Futures]);
        for (var future = 0; future < Futures; future++)
        {
            var random = PlanSeed.Of(LeadStream, future);
            var lead = Math.Min(terms.LeadTime.Draw(forecast.First, route, random).DayNumber - forecast.First.DayNumber, MostLeadDays);
            var stop = Math.Min(season, terms.ShelfLifeDays is { } life ? lead + life : season);
            Ends[future] = stop == int.MaxValue ? 0 : stop;
            OnOrderDays[future] = terms.OnOrder == 0 ? 0 : Arrivals.DayOf(terms, forecast.First, route, random);
            Paths[future] = new int[Math.Max(lead + terms.ReviewDays, Math.Max(Ends[future], forecast.Mean.Length))];
            demand.Draw(Paths[future], random);
            Leads[future] = lead;
            LeadSums[future] = Paths[future].Take(lead).Sum(static pieces => (double)pieces);
            Sums[future] = LeadSums[future] + Paths[future].Skip(lead).Take(terms.ReviewDays).Sum(static pieces => (double)pieces);
        }

        Sorted = [.. Sums.Order()];
    }

    /// <summary>Days from an order of today to the shelf.</summary>
    public int[] Leads { get; }

    /// <summary>Days after which the product does not sell any more; 0 where it goes on.</summary>
    public int[] Ends { get; }

    /// <summary>Days until pieces on order arrive; 0 where there are none.</summary>
    public int[] OnOrderDays { get; }

    /// <summary>Demand by day.</summary>
    public int[][] Paths { get; }

    /// <summary>Demand over the lead time.</summary>
    public double[] LeadSums { get; }

    /// <summary>Demand over lead time and days of review.</summary>
    public double[] Sums { get; }

    /// <summary>The same, ascending.</summary>
    public double[] Sorted { get; }

    /// <summary>Demand until the product ends.</summary>
    public double[] SeasonSums() => [.. Paths.Zip(Ends, static (path, end) => path.Take(end).Sum(static pieces => (double)pieces))];

    /// <summary>A quantile of sorted draws.</summary>
    public static double Quantile(double[] sorted, double level) => sorted[Math.Clamp((int)Math.Ceiling(level * sorted.Length) - 1, 0, sorted.Length - 1)];

    /// <summary>Mean of what exceeds a level.</summary>
    public static double Excess(double[] draws, double level) => draws.Average(one => Math.Max(0, one - level));
}
