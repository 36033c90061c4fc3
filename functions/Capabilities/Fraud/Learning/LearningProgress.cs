namespace XbFunctions.Capabilities.Fraud;

/// <summary>How far a run of learning is.</summary>
/// <param name="Share">In [0, 1].</param>
/// <param name="Step">What it does now.</param>
public readonly record struct LearningProgress(double Share, string Step);
