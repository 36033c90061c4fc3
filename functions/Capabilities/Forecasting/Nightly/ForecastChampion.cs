namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A combination that forecasts are published by.</summary>
/// <param name="Version">Name of the run that learnt it; <c>built-in</c> for the one that ships.</param>
/// <param name="Weights">Share of each candidate, by name.</param>
/// <param name="Error">Its error when it was published, RMSSE; 0 for the one that ships.</param>
/// <param name="Hash">SHA-256 of the weights, lower-case hexadecimal.</param>
public sealed record ForecastChampion(string Version, IReadOnlyDictionary<string, double> Weights, double Error, string Hash)
{
    /// <summary>What forecasts begin with: the mean of the last seasons.</summary>
    public static ForecastChampion BuiltIn { get; } = Of("built-in", new Dictionary<string, double> { ["seasonal-mean-short"] = 1 }, 0);

    /// <summary>Names weights.</summary>
    /// <param name="version">Name of the run.</param>
    /// <param name="weights">Share of each candidate.</param>
    /// <param name="error">Error on the backtest.</param>
    public static ForecastChampion Of(string version, IReadOnlyDictionary<string, double> weights, double error)
    {
        var text = string.Join('\n', weights.OrderBy(static weight => weight.Key, StringComparer.Ordinal).Select(static weight => FormattableString.Invariant($"{weight.Key}={weight.Value:R}")));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        return new ForecastChampion(version, weights, error, hash);
    }
}
