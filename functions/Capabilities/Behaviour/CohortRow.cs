namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Customers first seen in one week, and how many of them came in each week since.</summary>
/// <param name="Week">The week's beginning, UTC; weeks begin on Thursday.</param>
/// <param name="Customers">By weeks since the first: the first entry is the size of the cohort.</param>
public sealed record CohortRow(DateTimeOffset Week, IReadOnlyList<long> Customers);
