namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Why an item is refused.</summary>
/// <param name="Field">Member at fault, such as <c>prices.DE</c>.</param>
/// <param name="Detail">What is wrong with it, one sentence.</param>
public sealed record ItemProblem(string Field, string Detail);
