using Azure;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A policy out of the store.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Pointer">The pointer that named it.</param>
/// <param name="ETag">ETag of the pointer, which a change must match.</param>
public sealed record StoredPolicy(FraudPolicy Policy, PolicyPointer Pointer, ETag ETag);
