namespace XbFunctions.Xb.Bench;

/// <summary>What was measured.</summary>
/// <param name="Items">Items of the catalogue.</param>
/// <param name="Profiles">Customers with a history.</param>
/// <param name="EngineMicroseconds">One list, without HTTP, on one thread.</param>
/// <param name="EngineProcessorMicroseconds">The same in time of the processor, which a busy machine does not lengthen.</param>
/// <param name="Rates">Figures by rate.</param>
internal sealed record RecommendBenchReport(int Items, int Profiles, double EngineMicroseconds, double EngineProcessorMicroseconds, IReadOnlyList<RecommendRateFigures> Rates);
