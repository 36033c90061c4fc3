namespace XbFunctions.Capabilities.Fraud;

/// <summary>What one partition has told of a key.</summary>
/// <typeparam name="T">The sums.</typeparam>
/// <param name="Partition">The partition.</param>
/// <param name="Round">How often it had begun anew then.</param>
/// <param name="Sums">What it told.</param>
internal readonly record struct PeerPart<T>(int Partition, int Round, T Sums);
