namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecast of one series by both combinations, days in order.</summary>
/// <param name="Id">The product, or the group for a sum.</param>
/// <param name="Category">Its category.</param>
/// <param name="Class">Kind of demand; <c>Newcomer</c> for a product that borrows.</param>
/// <param name="Mean">Expected pieces by the new combination.</param>
/// <param name="Quantiles">Its quantiles, shape <c>[levels][days]</c> as <see cref="ForecastRun.Levels"/>.</param>
/// <param name="ChampionMean">Expected pieces by the champion.</param>
/// <param name="ChampionQuantiles">The champion's quantiles.</param>
/// <param name="Nearest">The new combination's forecast from the backtest's nearest origin.</param>
/// <param name="ChampionNearest">The champion's.</param>
/// <param name="Actual">What came then; NaN is missing.</param>
/// <param name="Recent">Pieces sold on the last days before the forecast, as many as it has days; NaN is missing.</param>
/// <param name="Scale">Naive's root mean square error in the history, the unit of RMSSE; 0 where it does not move.</param>
/// <param name="Effects">What calendar and price add to the new combination's mean; null where no tree has a say.</param>
/// <param name="ChampionEffects">The same of the champion's.</param>
/// <param name="IsJudged">Whether the new combination was learnt before the days of <paramref name="Nearest"/>, so that they judge it; where not,
/// its forecasts are the champion's.</param>
public sealed record SeriesForecast(
    string Id,
    string Category,
    string Class,
    double[] Mean,
    double[][] Quantiles,
    double[] ChampionMean,
    double[][] ChampionQuantiles,
    double[] Nearest,
    double[] ChampionNearest,
    double[] Actual,
    double[] Recent,
    double Scale,
    KnownEffects? Effects = null,
    KnownEffects? ChampionEffects = null,
    bool IsJudged = true);
