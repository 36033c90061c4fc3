using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>How one scenario's payments fare.</summary>
/// <param name="Scenario">What was really behind them.</param>
/// <param name="Payments">Payments of the test part.</param>
/// <param name="Flagged">Share of them at or above the threshold of review, in [0, 1].</param>
/// <param name="Features">
/// What the flagged ones were found by: features that raise their score most above that of genuine payments, with how much in log odds, the largest
/// first; empty where too few were flagged to say.
/// </param>
internal sealed record ScenarioShare(
    FraudScenario Scenario, int Payments, double Flagged, IReadOnlyList<(string Name, double LogOdds)> Features);
