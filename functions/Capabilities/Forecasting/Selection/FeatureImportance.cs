namespace XbFunctions.Capabilities.Forecasting;

/// <summary>How much the trees that forecast rely on a feature.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Share">Share of all gains in the objective that its splits brought, in [0, 1].</param>
public readonly record struct FeatureImportance(string Feature, double Share);
