using System.Security.Cryptography;
using System.Text;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The combinations that forecasts are published by, as they were judged: one for each part of each market, and one for its sums.</summary>
/// <param name="Version">Name of the run that learnt it; <c>built-in</c> for the one that ships.</param>
/// <param name="Weights">Share of each candidate over all parts; holds in a market that has no combination of its own yet.</param>
/// <param name="Error">Its error when it was published, RMSSE; 0 for the one that ships.</param>
/// <param name="Hash">SHA-256 of all weights, lower-case hexadecimal.</param>
/// <param name="Parts">Combination by part, named as <see cref="NameOf"/> says; null where there is none.</param>
public sealed record ForecastChampion(
    string Version,
    IReadOnlyDictionary<string, double> Weights,
    double Error,
    string Hash,
    IReadOnlyDictionary<string, CombinationWeights>? Parts = null)
{
    /// <summary>Number of the part that holds a market's sums.</summary>
    public const int SumsIndex = -1;

    /// <summary>What forecasts begin with: the mean of the last seasons.</summary>
    public static ForecastChampion BuiltIn { get; } = Of("built-in", new Dictionary<string, double> { ["seasonal-mean-short"] = 1 }, 0);

    /// <summary>Name of a part's combination.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code; <c>*</c> for all markets.</param>
    /// <param name="index">Number of the part, or <see cref="SumsIndex"/>.</param>
    /// <returns>Such as <c>DE/0</c> or <c>DE/sums</c>.</returns>
    public static string NameOf(string market, int index) => index == SumsIndex ? $"{market}/sums" : FormattableString.Invariant($"{market}/{index}");

    /// <summary>Names weights.</summary>
    /// <param name="version">Name of the run.</param>
    /// <param name="weights">Share of each candidate over all parts.</param>
    /// <param name="error">Error on the backtest.</param>
    /// <param name="parts">Combination by part.</param>
    public static ForecastChampion Of(
        string version, IReadOnlyDictionary<string, double> weights, double error, IReadOnlyDictionary<string, CombinationWeights>? parts = null)
    {
        var text = new StringBuilder(CombinationWeights.Of(weights).ToText());
        foreach (var (name, part) in (parts ?? new Dictionary<string, CombinationWeights>()).OrderBy(static part => part.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(name).Append('\n').Append(part.ToText());
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        return new ForecastChampion(version, weights, error, hash, parts);
    }

    /// <summary>The combination of a part. Where a market has other parts than before, those of before take turns: products are dealt to parts by
    /// hash, so that each is a sample of the market.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code; <c>*</c> for all markets.</param>
    /// <param name="index">Number of the part, or <see cref="SumsIndex"/>.</param>
    public CombinationWeights For(string market, int index)
    {
        if (Parts is not null && Parts.TryGetValue(NameOf(market, index), out var own))
        {
            return own;
        }

        var count = 0;
        while (index >= 0 && Parts is not null && Parts.ContainsKey(NameOf(market, count)))
        {
            count++;
        }

        return count > 0 ? Parts![NameOf(market, index % count)] : CombinationWeights.Of(Weights);
    }
}
