namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts of a panel with their intervals, and how they were chosen. Cells are <c>[series, step]</c>, row-major.</summary>
public sealed class ForecastRun
{
    /// <summary>Quantiles that are forecast: the ends of the 95 % and 80 % intervals, ascending.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.025, 0.1, 0.9, 0.975];

    /// <summary>Forecast of each cell.</summary>
    public required double[] Forecasts { get; init; }

    /// <summary>Quantiles of each cell, shape <c>[levels][cells]</c>, in the order of <see cref="Levels"/>; they do not cross.</summary>
    public required double[][] Quantiles { get; init; }

    /// <summary>Candidates with their mean loss on the backtest, naive's being 1, and their weight; best first.</summary>
    public required IReadOnlyList<LeaderboardRow> Leaderboard { get; init; }

    /// <summary>How finely weights are told apart.</summary>
    public required string CombinationName { get; init; }

    /// <summary>Whether each series is forecast; see <see cref="ForecastPanel.Judged"/>.</summary>
    public required bool[] IsJudged { get; init; }

    /// <summary>Number of backtest origins.</summary>
    public required int Origins { get; init; }

    /// <summary>Number of backtest origins at which each series' own forecasts were judged; 0 for one that rests on the others' errors, or
    /// on what its history alone says of its spread.</summary>
    public required int[] JudgedOrigins { get; init; }

    /// <summary>Forecasts from the nearest backtest origin, by weights of the earlier ones (of that one where there is no other:
    /// <see cref="Origins"/> is then 1, and they judge nothing).</summary>
    public required double[] Nearest { get; init; }

    /// <summary>What came after the nearest origin; NaN where it is missing.</summary>
    public required double[] NearestActual { get; init; }

    /// <summary>The same of <see cref="ForecastPanel.Champion"/>; null where none was given or none of its candidates is there.</summary>
    public required ChampionForecasts? Champion { get; init; }

    /// <summary>What the calendar and the price add to the forecasts; zeros where no tree has a say.</summary>
    public required KnownEffects Effects { get; init; }

    /// <summary>What the trees of the combination rely on, shares that sum to 1, largest first; empty without trees.</summary>
    public required IReadOnlyList<FeatureImportance> Importance { get; init; }

    /// <summary>The combination's weights, as the next run needs them to know it again.</summary>
    public required CombinationWeights Weights { get; init; }
}
