namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts one part of a run: the products of a market that are learnt together, by the new combination and by the champion.</summary>
/// <param name="options">Settings.</param>
public sealed class PartForecaster(ForecastingOptions options)
{
    private const int Week = 7;
    private const int ManySeries = 500;

    private static readonly IReadOnlyDictionary<string, double[]> NoSums = new Dictionary<string, double[]>();

    private static readonly KnownColumn[] Columns =
    [
        .. KnownDays.Names.Select(static name => new KnownColumn(name, KnownPart.Calendar)),
        new("price", KnownPart.Price, 1),
        new("promotion", KnownPart.Price),
    ];

    // Of the methods that shops' daily series are forecast well with, the cheap ones: the time of the others is in docs/forecasting.md.
    private static readonly HashSet<string> Methods =
        ["theta", "holt-winters", "seasonal-mean-short", "seasonal-mean-long", "mean-8", "mean-24", "croston-0.1", "sba-0.1", "tsb-0.05", "tsb-0.15"];

    /// <summary>Forecasts the products of a part.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code of the storefront.</param>
    /// <param name="index">Number of the part.</param>
    /// <param name="first">First day that is forecast; histories end the day before.</param>
    /// <param name="sales">The products.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="progress">Told the share of the part that is done, in [0, 1], and the step.</param>
    public ForecastPart Run(
        string market,
        int index,
        DateOnly first,
        IReadOnlyList<MarketSales> sales,
        ForecastChampion champion,
        CancellationToken cancellationToken,
        IProgress<ForecastProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(sales);
        ArgumentNullException.ThrowIfNull(champion);
        return Run(market, index, first, sales, champion.For(market, index), cancellationToken, progress) with { Sums = SalesSums.ByCategory(sales) };
    }

    /// <summary>Forecasts sums of products, such as categories, with the same methods.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code whose calendar holds; another text for none.</param>
    /// <param name="first">First day that is forecast.</param>
    /// <param name="sums">Daily pieces by name.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal ForecastPart RunSums(
        string market, DateOnly first, IReadOnlyDictionary<string, double[]> sums, ForecastChampion champion, CancellationToken cancellationToken)
    {
        var sales = sums.Where(static sum => sum.Value.Count(static value => value > 0) > 1)
            .Select(static sum => new MarketSales(sum.Key, sum.Key, sum.Value, Ones(sum.Value.Length), new double[sum.Value.Length])).ToList();
        return Run(market, ForecastChampion.SumsIndex, first, sales, champion.For(market, ForecastChampion.SumsIndex), cancellationToken, null);
    }

    private ForecastPart Run(
        string market,
        int index,
        DateOnly first,
        IReadOnlyList<MarketSales> sales,
        CombinationWeights champion,
        CancellationToken cancellationToken,
        IProgress<ForecastProgress>? progress)
    {
        var known = sales.Where(one => one.Observed >= options.NewcomerDays + options.Horizon).ToList();
        var run = known.Count == 0 ? null : Forecaster.Run(Panel(market, first, known, champion), progress, cancellationToken);
        var series = known.Select((one, i) => Cut(one, i, run!)).ToList();
        series.AddRange(sales.Except(known).Select(new Newcomer([.. series], sales, options.Horizon).Forecast).ToList());

        // Weights of one origin have nothing to be judged by: the champion goes on.
        var weights = run is null || (run.Origins == 1 && run.Champion is not null) ? champion : run.Weights;
        return new ForecastPart(market, index, first, series, weights, run?.Leaderboard ?? [], run?.Importance ?? [], NoSums);
    }

    private ForecastPanel Panel(string market, DateOnly first, List<MarketSales> sales, CombinationWeights champion)
    {
        var (length, horizon) = (sales[0].Units.Length, options.Horizon);
        var days = KnownDays.Of(market, first.AddDays(-length), length + horizon);
        // Each origin of a large part has errors enough, and costs as much as all before it.
        var origins = sales.Count >= ManySeries ? 2 : 4;
        var products = sales.CountBy(static one => one.Category).ToDictionary(StringComparer.Ordinal);
        var series = sales.Select(one => new ForecastSeries(one.Sku, one.Units)
        {
            Known = [.. days, Ahead(one.Price, length + horizon, one.Price[^1]), Ahead(one.Promotion, length + horizon, 0)],
            // A number whose order means something, unlike one that stands for a name; it rests on no sale, so that no origin sees ahead.
            Traits = [(double)products[one.Category] / sales.Count],
            Weights = Weights(one, horizon),
        }).ToList();
        return new ForecastPanel(series, horizon, [Week], ForecastCriterion.SquaredError)
        {
            IsAligned = true,
            IsCount = true,
            Methods = Methods.Union(champion.Names).ToHashSet(),
            Champion = champion,
            Columns = Columns,
            TraitNames = ["size of category"],
            MostOrigins = origins,
        };
    }

    private SeriesForecast Cut(MarketSales sales, int at, ForecastRun run)
    {
        var (from, horizon) = (at * options.Horizon, options.Horizon);
        double[] Of(double[] cells) => cells[from..(from + horizon)];
        // A champion of trees alone has no say in a panel too small for trees.
        var champion = run.Champion ?? new ChampionForecasts(run.Forecasts, run.Quantiles, run.Nearest, run.Effects);
        var own = run.Origins == 1 ? champion : new ChampionForecasts(run.Forecasts, run.Quantiles, run.Nearest, run.Effects);
        KnownEffects Cells(KnownEffects effects) => new(Of(effects.Calendar), Of(effects.Price));
        return new SeriesForecast(
            sales.Sku,
            sales.Category,
            DemandProfile.Of(sales.Units).Class.ToString(),
            Of(own.Forecasts),
            Array.ConvertAll(own.Quantiles, Of),
            Of(champion.Forecasts),
            Array.ConvertAll(champion.Quantiles, Of),
            Of(own.Nearest),
            Of(champion.Nearest),
            Of(run.NearestActual),
            sales.Units[^horizon..],
            Scale(sales.Units),
            Cells(own.Effects),
            Cells(champion.Effects),
            IsJudged: run.Origins > 1 && run.Champion is not null);
    }

    // RMSSE weighs every product by its own movement: Makridakis, Spiliotis and Assimakopoulos, Int. J. Forecasting 38 (2022) 1325-1336.
    private static double[] Weights(MarketSales sales, int horizon)
    {
        var scale = Math.Max(Scale(sales.Units), 1e-3);
        var weights = new double[sales.Units.Length + horizon];
        Array.Fill(weights, 1 / (scale * scale));
        return weights;
    }

    private static double Scale(double[] units)
    {
        var (sum, count) = (0.0, 0);
        for (var t = 1; t < units.Length; t++)
        {
            if (!double.IsNaN(units[t]) && !double.IsNaN(units[t - 1]))
            {
                sum += (units[t] - units[t - 1]) * (units[t] - units[t - 1]);
                count++;
            }
        }

        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }

    // Days ahead that nobody has told of.
    private static double[] Ahead(double[] values, int days, double otherwise) => [.. values, .. Enumerable.Repeat(otherwise, days - values.Length)];

    private static double[] Ones(int length)
    {
        var ones = new double[length];
        Array.Fill(ones, 1);
        return ones;
    }
}
