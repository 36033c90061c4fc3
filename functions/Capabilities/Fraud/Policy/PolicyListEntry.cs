using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>One entry of an allow or deny list.</summary>
/// <param name="List">Which list.</param>
/// <param name="Kind">What the key stands for.</param>
/// <param name="Key">The pseudonym, as decisions carry it.</param>
/// <param name="Until">The entry holds for payments that reach the hub before this time, UTC.</param>
/// <param name="Note">Why, at most 500 characters.</param>
public sealed record PolicyListEntry(PolicyList List, PolicyKeyKind Kind, Pseudonym Key, DateTimeOffset Until, string? Note = null);
