using System.Collections.Immutable;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>How a market behaves in the simulation. The figures are rounded impressions, not statistics of a real platform.</summary>
internal sealed record MarketProfile
{
    /// <summary>
    /// ISO 3166-1 code of the storefront's country; the platform's <see cref="Market"/> has its currency, language and time zone.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>BCP 47 language of customers who do not use the market's main one; null when there is none.</summary>
    public string? SecondLanguage { get; init; }

    /// <summary>Share of customers who use <see cref="SecondLanguage"/>, in [0, 1].</summary>
    public double SecondShare { get; init; }

    /// <summary>Relative number of customers.</summary>
    public required double Weight { get; init; }

    /// <summary>Units of the currency for one euro; fixed for the whole simulation.</summary>
    public required double PerEuro { get; init; }

    /// <summary>Price of the same basket against Germany's.</summary>
    public double PriceLevel { get; init; } = 1;

    /// <summary>Local hour of the evening's peak, e.g. 20.5 for half past eight.</summary>
    public double EveningPeak { get; init; } = 20.5;

    /// <summary>Height of the noon peak against the evening's.</summary>
    public double NoonShare { get; init; } = 0.6;

    /// <summary>Traffic from Monday to Sunday against the average day.</summary>
    public ImmutableArray<double> Weekdays { get; init; } = [1.06, 1.02, 1.0, 0.99, 0.93, 0.93, 1.07];

    /// <summary>Days of the month on which most salaries arrive; 31 means the last one.</summary>
    public ImmutableArray<int> Paydays { get; init; } = [31];

    /// <summary>Foreign countries that its people live with: shopping, travel, gifts and immigration, nearest first.</summary>
    public required ImmutableArray<string> Neighbours { get; init; }

    /// <summary>Payment methods with running totals of their shares.</summary>
    public required ImmutableArray<(string Method, double Until)> Methods { get; init; }
}
