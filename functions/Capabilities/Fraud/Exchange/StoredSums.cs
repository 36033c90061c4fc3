namespace XbFunctions.Capabilities.Fraud;

/// <summary>A blob of the exchange.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Blocks">Appends that made it, where that is known.</param>
internal readonly record struct StoredSums(string Name, long Length, int Blocks = 0);
