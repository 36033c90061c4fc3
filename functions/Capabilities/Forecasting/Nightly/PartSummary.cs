namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What the parts of a run come to together.</summary>
internal static class PartSummary
{
    /// <summary>Weights of the new combination; parts weigh by their products.</summary>
    public static Dictionary<string, double> Weigh(List<ForecastPart> parts)
    {
        var total = (double)parts.Sum(static part => part.Series.Count);
        return parts.SelectMany(part => part.Weights.Mean.Select(weight => (weight.Key, Share: weight.Value * part.Series.Count / total)))
            .GroupBy(static weight => weight.Key).ToDictionary(static weight => weight.Key, static weight => weight.Sum(static one => one.Share));
    }

    /// <summary>What the trees of all parts rely on, largest share first; empty where no part has any.</summary>
    public static List<FeatureImportance> Importance(List<ForecastPart> parts)
    {
        var grown = parts.Where(static part => part.Importance is { Count: > 0 }).ToList();
        var total = (double)grown.Sum(static part => part.Series.Count);
        return [.. grown.SelectMany(part => part.Importance.Select(one => (one.Feature, Share: one.Share * part.Series.Count / total)))
            .GroupBy(static one => one.Feature).Select(static one => new FeatureImportance(one.Key, one.Sum(static share => share.Share)))
            .OrderByDescending(static one => one.Share)];
    }

    /// <summary>Mean losses of the candidates, best first.</summary>
    public static List<LeaderboardRow> Board(List<ForecastPart> parts) =>
        [.. parts.SelectMany(static part => part.Leaderboard).GroupBy(static row => row.Name)
            .Select(static rows => new LeaderboardRow(rows.Key, rows.Average(static row => row.Loss), rows.Average(static row => row.LastLoss), rows.Average(static row => row.Weight)))
            .OrderBy(static row => row.Loss)];
}
