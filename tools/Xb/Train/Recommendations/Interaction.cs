using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Somebody looked at, wanted or bought an item.</summary>
/// <param name="Visitor">Who.</param>
/// <param name="Sku">What.</param>
/// <param name="Market">Where.</param>
/// <param name="At">When.</param>
/// <param name="Weight">Weight in a trend.</param>
/// <param name="IsOrder">Whether it was bought.</param>
internal readonly record struct Interaction(string Visitor, string Sku, CountryCode Market, DateTimeOffset At, double Weight, bool IsOrder);
