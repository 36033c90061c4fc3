namespace XbFunctions.Capabilities.Behaviour;

/// <summary>An item and when it was seen last.</summary>
/// <param name="Key">Key of the sku, as <see cref="TextTable.KeyOf"/> gives it; 0 for none.</param>
/// <param name="AtMs">Event time, milliseconds since the Unix epoch.</param>
public readonly record struct SeenItem(ulong Key, long AtMs);
