namespace XbFunctions.State;

/// <summary>What a batch hands to a sink. It is committed with the batch and stored behind the commit.</summary>
/// <param name="Target">Name of the sink, a slash, and what the sink files it under, such as <c>table/FraudCustomers</c>.</param>
/// <param name="Body">The sink's own bytes, its own version inside.</param>
public readonly record struct SinkEntry(string Target, ReadOnlyMemory<byte> Body);
