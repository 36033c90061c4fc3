namespace XbFunctions.Capabilities.Behaviour;

/// <summary>How often something was searched for.</summary>
/// <param name="Query">The normalised search.</param>
/// <param name="Searches">Times.</param>
/// <param name="WithoutResult">Times without a result.</param>
public sealed record SearchCount(string Query, long Searches, long WithoutResult);
