namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A candidate on the backtest.</summary>
/// <param name="Name">Name of the method or model.</param>
/// <param name="Loss">Mean loss under the panel's criterion against naive's, over all origins.</param>
/// <param name="LastLoss">The same at the last origin, which a combination's weights did not see.</param>
/// <param name="Weight">Share in the combination over all series, in [0, 1].</param>
public readonly record struct LeaderboardRow(string Name, double Loss, double LastLoss, double Weight);
