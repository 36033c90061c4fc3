using System.Collections.Immutable;

namespace XbFunctions.Xb.Simulation;

/// <summary>A leaf of the category tree.</summary>
internal sealed record Category
{
    /// <summary>Place in <see cref="CategoryTree.Leaves"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Key in the lexicon.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the department above it.</summary>
    public required string Department { get; init; }

    /// <summary>Median price in euros.</summary>
    public required double Euros { get; init; }

    /// <summary>Standard deviation of the logarithm of prices.</summary>
    public required double Spread { get; init; }

    /// <summary>Typical weight of a piece in grams; 0 for a download.</summary>
    public required int Grams { get; init; }

    /// <summary>Share of the purchases that are sent back.</summary>
    public required double Returns { get; init; }

    /// <summary>How easily stolen goods are sold on, from 0 to 3.</summary>
    public required int Resale { get; init; }

    /// <summary>When it sells best: <c>none</c>, <c>summer</c>, <c>winter</c> or <c>gift</c>.</summary>
    public required string Season { get; init; }

    /// <summary>Which sizes it comes in, see <see cref="ProductSizes"/>.</summary>
    public required string Size { get; init; }

    /// <summary>Countries that make it.</summary>
    public required ImmutableArray<string> Origins { get; init; }

    /// <summary>Lexicon keys of what may be said about it.</summary>
    public required ImmutableArray<string> Qualifiers { get; init; }

    /// <summary>Whether it is delivered without a parcel.</summary>
    public bool IsDigital => Grams == 0;

    /// <summary>Demand in a month against the year's average.</summary>
    /// <param name="month">From 1 to 12.</param>
    /// <param name="southern">Whether the market lies south of the equator.</param>
    public double SeasonFactor(int month, bool southern)
    {
        var summer = Math.Cos((month - (southern ? 1.0 : 7.0)) * Math.PI / 6);
        return Season switch
        {
            "summer" => 1 + (0.6 * summer),
            "winter" => 1 - (0.5 * summer),
            "gift" => month switch { 12 => 1.6, 11 => 1.3, 2 or 5 => 1.1, _ => 0.9 },
            _ => 1,
        };
    }
}
