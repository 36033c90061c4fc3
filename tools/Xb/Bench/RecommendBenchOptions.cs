namespace XbFunctions.Xb.Bench;

/// <summary>What <c>xb bench recommend</c> measures with.</summary>
/// <param name="Items">Items of the catalogue.</param>
/// <param name="Profiles">Customers with a history.</param>
/// <param name="Rates">Requests a second, ascending.</param>
/// <param name="Seconds">How long each rate lasts.</param>
internal sealed record RecommendBenchOptions(int Items, int Profiles, IReadOnlyList<int> Rates, int Seconds);
