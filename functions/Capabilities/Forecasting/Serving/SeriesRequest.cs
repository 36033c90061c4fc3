namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A caller's own series to forecast.</summary>
/// <param name="Y">Values of all series, one after another, oldest first; null is missing.</param>
/// <param name="Sizes">Number of values of each.</param>
/// <param name="Frequency">H, D, B, W, M, Q or Y: hours, days, business days, weeks, months, quarters, years.</param>
/// <param name="Horizon">Steps ahead.</param>
/// <param name="Levels">Intervals wanted, 80 and 95.</param>
public sealed record SeriesRequest(IReadOnlyList<double?> Y, IReadOnlyList<int> Sizes, string Frequency, int Horizon, IReadOnlyList<int> Levels);
