using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A rule that rests for one customer.</summary>
/// <param name="Rule">Name of a rule of the same policy.</param>
/// <param name="Customer">Pseudonym of the customer.</param>
/// <param name="Until">It rests for payments that reach the hub before this time, UTC.</param>
/// <param name="Note">Why, at most 500 characters.</param>
public sealed record PolicySnooze(string Rule, Pseudonym Customer, DateTimeOffset Until, string? Note = null);
