namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a run has decided once its parts were there, and how far its publishing is: a call that goes on decides nothing anew.</summary>
/// <param name="Gate">The comparison with the champion.</param>
/// <param name="Published">The combination that forecasts are published by.</param>
/// <param name="IsMinTrace">Whether sums are made to add up by MinTrace; else from the products up.</param>
/// <param name="Pages">Pages that are published.</param>
public sealed record ForecastDecision(ForecastGate Gate, ForecastChampion Published, bool IsMinTrace, int Pages);
