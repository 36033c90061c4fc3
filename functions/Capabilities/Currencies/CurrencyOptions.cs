namespace XbFunctions.Capabilities.Currencies;

/// <summary>Settings of currency conversion.</summary>
public sealed class CurrencyOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Currencies";

    /// <summary>Rates that replace or add to the shipped ones: units of the currency for one euro, by ISO 4217 code.</summary>
    /// <value>Each above 0; empty by default, see <see cref="ReferenceRates"/>.</value>
    public Dictionary<string, double> UnitsPerEuro { get; } = [];

    /// <summary>Rates in force from a date on, by that date: <c>Currencies:Tables:2026-02-01:USD</c>. What is left out stays as before.</summary>
    /// <value>Empty by default. Add a table for a new date instead of changing an old one: old payments keep their amounts.</value>
    public Dictionary<string, Dictionary<string, double>> Tables { get; } = [];
}
