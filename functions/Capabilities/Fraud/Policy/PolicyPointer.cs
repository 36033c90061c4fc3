namespace XbFunctions.Capabilities.Fraud;

/// <summary>Says which version is in use, and how it came to that: the content of <c>fraud/current.json</c>.</summary>
/// <param name="Version">Version in use, 1 or more.</param>
/// <param name="Latest">Highest version that was ever in use.</param>
/// <param name="History">Moves of the pointer, the latest first, at most 200.</param>
public sealed record PolicyPointer(int Version, int Latest, IReadOnlyList<PolicyMove> History);
