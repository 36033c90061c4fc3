namespace XbFunctions.Capabilities.Behaviour;

/// <summary>An item and how strong it is of late.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Weight">
/// Sum of decayed event weights (<see cref="ClickWeights"/>) as of the newest event of any partition, above 0; of a co-visit weighted by distance and direction.
/// </param>
public readonly record struct LiveItem(string Sku, double Weight);
