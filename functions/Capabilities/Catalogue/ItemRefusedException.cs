namespace XbFunctions.Capabilities.Catalogue;

/// <summary>An item is refused.</summary>
/// <param name="problem">Why.</param>
public sealed class ItemRefusedException(ItemProblem problem) : Exception(problem?.Detail)
{
    /// <summary>Why.</summary>
    public ItemProblem? Problem { get; } = problem;
}
