namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Candidates that take what a series did one season before, drawn half of the way to what its group did, times the series' growth since:
/// one for each of the first traits. Only for series of one clock.
/// </summary>
internal static class GroupSeasonCandidates
{
    private const double Share = 0.5;

    /// <summary>Adds the candidates' forecasts to every origin.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Backtest origins and the future, with their single candidates.</param>
    /// <returns>Names of the candidates, in their order.</returns>
    public static IReadOnlyList<string> Add(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins)
    {
        if (!panel.IsAligned || panel.Seasons.Count == 0 || panel.Seasons[^1] < SeasonalGrowthMethod.LeastSeason || panel.Methods is not null)
        {
            return [];
        }

        var names = new List<string>();
        foreach (var origin in origins)
        {
            var groups = GroupSeason.OfTraits(panel, origin);
            for (var trait = 0; trait < groups.Length; trait++)
            {
                origin.Candidates.Add(Forecast(panel, origin, groups[trait], trait));
                if (names.Count == trait)
                {
                    names.Add(trait < panel.TraitNames.Count ? $"group-season-{panel.TraitNames[trait]}" : $"group-season-{trait}");
                }
            }
        }

        return names;
    }

    private static double[] Forecast(
        ForecastPanel panel, OriginForecasts origin, IReadOnlyDictionary<double, GroupSeason> groups, int trait)
    {
        // Candidate 3 is damped smoothing: it stands in where there is no season to go by.
        const int Damped = 3;
        var forecasts = (double[])origin.Candidates[Damped].Clone();
        var (season, compared) = (panel.Seasons[^1], SeasonalGrowthMethod.Compared(panel.Seasons[^1]));
        for (var i = 0; i < panel.Series.Count; i++)
        {
            var (values, group) = (origin.Histories[i], groups[panel.Series[i].Traits[trait]]);
            var before = group.Mean(group.Last - season, compared);
            if (!origin.IsJudged[i] || values.Length < season + compared || !(before > 0))
            {
                continue;
            }

            var (now, then) = (MovingAverage.Last(values, compared), MovingAverage.Last(values.AsSpan(0, values.Length - season), compared));
            if (now <= 0 || then <= 0)
            {
                continue;
            }

            var (growth, bounds) = (SeasonalGrowthMethod.Growth(now / then), CandidateRunner.Bounds(values));
            for (var h = 0; h < panel.Horizon; h++)
            {
                var back = season - (h % season);
                var own = SeasonalGrowthMethod.TowardsEarlier(values[^back], values[Math.Max(0, values.Length - back - 1)]);
                var at = group.Last + 1 - back;
                var common = then / before * SeasonalGrowthMethod.TowardsEarlier(group.Mean(at, 1), group.Mean(Math.Max(0, at - 1), 1));
                forecasts[(i * panel.Horizon) + h] = Math.Clamp((((1 - Share) * own) + (Share * common)) * growth, bounds.Least, bounds.Most);
            }
        }

        return forecasts;
    }
}
