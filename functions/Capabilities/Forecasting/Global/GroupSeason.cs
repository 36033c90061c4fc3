namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// The season of series that have something in common: what the sum of their values did from a level of a season before to the step's place
/// in that season. Sums move less by chance than their parts, so that a part's own season is drawn towards its group's (Bunn and Vassilopoulos,
/// "Comparison of seasonal estimation methods in multi-item short-term forecasting", Int. J. Forecasting 15 (1999) 431-443).
/// </summary>
internal sealed class GroupSeason
{
    private const int MostTraits = 2;
    private readonly double[] _sums;

    /// <summary>Sums the histories of a group by position.</summary>
    /// <param name="histories">Histories and the position of the first value of each.</param>
    /// <param name="end">Position after the histories.</param>
    public GroupSeason(IEnumerable<(double[] Values, int Shift)> histories, int end)
    {
        _sums = new double[end + 1];
        foreach (var (values, shift) in histories)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _sums[shift + i + 1] += values[i];
            }
        }

        for (var i = 1; i < _sums.Length; i++)
        {
            _sums[i] += _sums[i - 1];
        }
    }

    /// <summary>Position of the last value.</summary>
    public int Last => _sums.Length - 2;

    /// <summary>The groups by each of the first traits.</summary>
    /// <param name="panel">The series, of one clock.</param>
    /// <param name="origin">Up to where they may be read.</param>
    /// <returns>For each trait its groups, by its value.</returns>
    public static IReadOnlyDictionary<double, GroupSeason>[] OfTraits(ForecastPanel panel, OriginForecasts origin)
    {
        var (histories, end) = (origin.Histories, panel.Series[0].Length - origin.Offset);
        return [.. Enumerable.Range(0, Math.Min(MostTraits, panel.Series[0].Traits.Length)).Select(trait => Enumerable.Range(0, histories.Length)
            .GroupBy(i => panel.Series[i].Traits[trait])
            .ToDictionary(
                static group => group.Key,
                group => new GroupSeason(group.Select(i => (histories[i], end - histories[i].Length)), end)))];
    }

    /// <summary>Mean of the group's sum over a window.</summary>
    /// <param name="last">Position of the last value; the window may reach before the first.</param>
    /// <param name="window">Number of values.</param>
    /// <returns>NaN where the window is not within the histories.</returns>
    public double Mean(int last, int window) =>
        last - window < -1 || last + 1 >= _sums.Length ? double.NaN : (_sums[last + 1] - _sums[last + 1 - window]) / window;
}
