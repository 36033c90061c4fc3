namespace XbFunctions.Capabilities.Catalogue;

/// <summary>What became of one item of a request.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Sku">Its sku; <see langword="null"/> where it has none that can be read.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">Why it was refused; else <see langword="null"/>.</param>
public sealed record ItemResult(int Index, string? Sku, ItemOutcome Outcome, ItemProblem? Problem = null);
