namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Candidates that were added.</summary>
/// <param name="Names">Their names, in their order.</param>
/// <param name="Gains">Gain of each feature in the model that forecasts the future, by candidate.</param>
internal sealed record BoostedOutcome(IReadOnlyList<string> Names, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Gains)
{
    /// <summary>Importance of the features in a combination.</summary>
    /// <param name="weights">Weight of each candidate, by name; where no candidate of these has any, all count the same.</param>
    /// <returns>Shares that sum to 1, largest first; empty without trees.</returns>
    public IReadOnlyList<FeatureImportance> Importance(IReadOnlyDictionary<string, double> weights)
    {
        var used = Gains.Where(model => weights.GetValueOrDefault(model.Key) > 0).ToList();
        var shares = new Dictionary<string, double>();
        foreach (var (name, gains) in used.Count > 0 ? used : [.. Gains])
        {
            var all = gains.Values.Sum();
            foreach (var (feature, gain) in gains)
            {
                shares[feature] = shares.GetValueOrDefault(feature) + (all > 0 ? gain / all * (used.Count > 0 ? weights[name] : 1) : 0);
            }
        }

        var total = shares.Values.Sum();
        return [.. shares.Where(static share => share.Value > 0).OrderByDescending(static share => share.Value)
            .Select(share => new FeatureImportance(share.Key, share.Value / total))];
    }
}
