namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a run came to.</summary>
/// <param name="Run">Its name.</param>
/// <param name="StartedAt">When, UTC.</param>
/// <param name="EndedAt">When, UTC.</param>
/// <param name="Gate">The comparison with the champion.</param>
/// <param name="Published">The combination that forecasts were published by.</param>
/// <param name="Previous">The champion before.</param>
/// <param name="Reconciliation"><c>MinTrace</c> or <c>BottomUp</c>.</param>
/// <param name="Series">Products forecast.</param>
/// <param name="Classes">Products by kind of demand.</param>
/// <param name="Leaderboard">Mean loss of each candidate over the parts, naive's being 1, best first.</param>
/// <param name="Importance">What the trees of the new combination rely on, shares that sum to 1, largest first; empty without trees.</param>
/// <param name="Total">Expected pieces of all markets by day; what the markets' forecasts add up to.</param>
/// <param name="Errors">Error of both combinations by kind of demand.</param>
/// <param name="Plan">Markets and parts.</param>
public sealed record ForecastManifest(
    string Run,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    ForecastGate Gate,
    ForecastChampion Published,
    string Previous,
    string Reconciliation,
    int Series,
    IReadOnlyDictionary<string, int> Classes,
    IReadOnlyList<LeaderboardRow> Leaderboard,
    IReadOnlyList<FeatureImportance> Importance,
    double[] Total,
    IReadOnlyList<ClassError> Errors,
    IReadOnlyList<MarketPlan> Plan);
