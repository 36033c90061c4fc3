namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Series that are forecast together: one frequency, one horizon, one criterion.</summary>
public sealed class ForecastPanel
{
    /// <summary>Longest horizon.</summary>
    public const int MaxHorizon = 1_000;

    /// <summary>Longest season.</summary>
    public const int MaxSeason = 10_000;

    /// <summary>Checks the series and takes them over.</summary>
    /// <param name="series">At least one, each with a value that is not missing.</param>
    /// <param name="horizon">Steps ahead, 1 to <see cref="MaxHorizon"/>.</param>
    /// <param name="seasons">Season lengths in steps, shortest first, each 2 to <see cref="MaxSeason"/>; empty without a season.</param>
    /// <param name="criterion">What the search minimises.</param>
    /// <exception cref="ArgumentException">A series is empty or holds an infinite value, or a setting is out of its range.</exception>
    public ForecastPanel(IReadOnlyList<ForecastSeries> series, int horizon, IReadOnlyList<int> seasons, ForecastCriterion criterion)
    {
        ArgumentOutOfRangeException.ThrowIfZero(series.Count, nameof(series));
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizon, MaxHorizon);
        foreach (var season in seasons)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(season, 2, nameof(seasons));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(season, MaxSeason, nameof(seasons));
        }

        foreach (var one in series)
        {
            Check(one);
        }

        (Series, Horizon, Seasons, Criterion) = (series, horizon, [.. seasons.Order()], criterion);
    }

    /// <summary>The series.</summary>
    public IReadOnlyList<ForecastSeries> Series { get; }

    /// <summary>Steps ahead.</summary>
    public int Horizon { get; }

    /// <summary>Season lengths in steps, shortest first.</summary>
    public IReadOnlyList<int> Seasons { get; }

    /// <summary>What the search minimises.</summary>
    public ForecastCriterion Criterion { get; }

    /// <summary>Whether the last value of every series is of the same moment, so that positions in the season can be compared.</summary>
    public bool IsAligned { get; init; }

    /// <summary>Whether values are counts of things: whole numbers then compete for the quantiles.</summary>
    public bool IsCount { get; init; }

    /// <summary>Names of the methods that compete; every one, with what single medians of them make, where not set. The plain baselines
    /// always do.</summary>
    public IReadOnlySet<string>? Methods { get; init; }

    /// <summary>A combination that was learnt before, to be forecast beside the new one and compared with it at the nearest origin: nothing
    /// of the new one is then chosen by that origin. Candidates that are not there are left out of it.</summary>
    public CombinationWeights? Champion { get; init; }

    /// <summary>What the columns of <see cref="ForecastSeries.Known"/> are, in their order; empty where nobody asks.</summary>
    public IReadOnlyList<KnownColumn> Columns { get; init; } = [];

    /// <summary>What the numbers of <see cref="ForecastSeries.Traits"/> are, in their order; empty where nobody asks.</summary>
    public IReadOnlyList<string> TraitNames { get; init; } = [];

    /// <summary>Most origins of the backtest, 1 to 4; 4 where not set.</summary>
    public int MostOrigins { get; init; } = 4;

    /// <summary>Number of series, largest by their sum, that are forecast and judged; all where not set. Each origin has its own, by what
    /// was known there: series chosen by what came afterwards would all seem to rise. The others are learnt from only.</summary>
    public int? Judged { get; init; }

    /// <summary>Lag of MASE's scale; 1 where not set.</summary>
    public int ScaleLag { get; init; } = 1;

    private static void Check(ForecastSeries series)
    {
        if (series.Values.AsSpan().ContainsAnyInRange(double.PositiveInfinity, double.PositiveInfinity)
            || series.Values.AsSpan().ContainsAnyInRange(double.NegativeInfinity, double.NegativeInfinity))
        {
            throw new ArgumentException($"Series '{series.Id}': expected numbers, got an infinite value.");
        }

        if (Array.TrueForAll(series.Values, double.IsNaN))
        {
            throw new ArgumentException($"Series '{series.Id}': expected at least one value, got none.");
        }
    }
}
