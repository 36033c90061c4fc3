using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Somebody looked at, wanted or bought an item.</summary>
/// <param name="Visitor">Who.</param>
/// <param name="Sku">What.</param>
/// <param name="Market">Where.</param>
/// <param name="At">When.</param>
/// <param name="Weight">Weight in a trend.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Place">Place in the list of recommendations that led there, from 0; <see langword="null"/> for none.</param>
internal readonly record struct Interaction(string Visitor, string Sku, CountryCode Market, DateTimeOffset At, double Weight, ClickKind Kind, int? Place = null)
{
    /// <summary>Whether it was bought.</summary>
    public bool IsOrder => Kind == ClickKind.OrderCompleted;

    /// <summary>Weight of a product page in a trend: a click on a list counts less than a view of one's own, the less the nearer it stood to the top.</summary>
    /// <param name="position">Place in the list, from 0; null for none.</param>
    public static double ViewWeight(int? position) => position is { } place ? 1 - (0.5 / (1 + place)) : 1;
}
