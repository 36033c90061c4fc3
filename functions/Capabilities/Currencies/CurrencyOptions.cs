namespace XbFunctions.Capabilities.Currencies;

/// <summary>Settings of currency conversion.</summary>
public sealed class CurrencyOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Currencies";

    /// <summary>Rates that replace or add to the shipped ones: units of the currency for one euro, by ISO 4217 code.</summary>
    /// <value>Each above 0; empty by default, see <see cref="ReferenceRates"/>.</value>
    public Dictionary<string, double> UnitsPerEuro { get; } = [];
}
