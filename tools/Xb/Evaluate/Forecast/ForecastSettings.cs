using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>What the user asks <c>xb evaluate forecast</c> for.</summary>
/// <param name="Train">File to read.</param>
/// <param name="Test">File of what came, for wide files; null where it is not known.</param>
/// <param name="Horizon">Steps ahead; null for the protocol's own.</param>
/// <param name="Seasons">Season lengths; empty for the protocol's own.</param>
/// <param name="ScaleLag">Lag of MASE's scale; null for the protocol's own.</param>
/// <param name="Criterion">What is minimised; null for the protocol's own.</param>
internal sealed record ForecastSettings(
    string Train, string? Test, int? Horizon, IReadOnlyList<int> Seasons, int? ScaleLag, ForecastCriterion? Criterion);
