namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What one part of a run leaves, in a blob: it is not computed again. A market's sums are a part, too.</summary>
/// <param name="Market">ISO 3166-1 alpha-2 code of the storefront.</param>
/// <param name="Index">Number of the part within the market; <see cref="ForecastChampion.SumsIndex"/> for its sums.</param>
/// <param name="First">First day that is forecast.</param>
/// <param name="Series">Forecasts of its products.</param>
/// <param name="Weights">Weights of the new combination; the champion's where they could not be judged.</param>
/// <param name="Leaderboard">Candidates, best first.</param>
/// <param name="Importance">What the trees of the new combination rely on.</param>
/// <param name="Sums">Daily pieces of each category over the history, for the totals; empty for sums.</param>
public sealed record ForecastPart(
    string Market,
    int Index,
    DateOnly First,
    IReadOnlyList<SeriesForecast> Series,
    CombinationWeights Weights,
    IReadOnlyList<LeaderboardRow> Leaderboard,
    IReadOnlyList<FeatureImportance> Importance,
    IReadOnlyDictionary<string, double[]> Sums);
