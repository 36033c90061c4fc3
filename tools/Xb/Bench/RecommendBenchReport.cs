namespace XbFunctions.Xb.Bench;

/// <summary>What was measured.</summary>
/// <param name="Items">Items of the catalogue.</param>
/// <param name="Profiles">Customers with a history.</param>
/// <param name="EngineMicroseconds">One list, without HTTP, on one thread.</param>
/// <param name="Rates">Figures by rate.</param>
internal sealed record RecommendBenchReport(int Items, int Profiles, double EngineMicroseconds, IReadOnlyList<RecommendRateFigures> Rates);
