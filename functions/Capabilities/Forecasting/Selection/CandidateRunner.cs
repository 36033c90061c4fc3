namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Lets every candidate forecast every series from one origin.</summary>
internal static class CandidateRunner
{
    // What the members have in common is the best single forecast of many short series: Petropoulos and Svetunkov, "A simple combination
    // of univariate models", Int. J. Forecasting 36 (2020) 110-115.
    private static readonly string[][] Medians =
    [
        ["ses", "damped", "theta", "optimised-theta", "log-damped"],
        ["auto-smoothing", "damped", "dynamic-theta", "holt-winters", "ridge-8-1", "profile-damped-0.5"],
    ];

    // Naive is the unit of losses and damped smoothing the fallback: candidates 0 and 3.
    private const int Baselines = 4;

    /// <summary>Names of the candidates that need one series only, in their order.</summary>
    public static IReadOnlyList<string> Names(ForecastPanel panel) =>
        [.. MethodsOf(panel).Select(static method => method.Name), .. MediansOf(panel).Select(static (_, i) => $"median-{(char)('a' + i)}")];

    /// <summary>Runs the candidates that need one series only.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origin">Where the forecasts go.</param>
    /// <param name="cancellationToken">Looked at between series.</param>
    public static void Run(ForecastPanel panel, OriginForecasts origin, CancellationToken cancellationToken)
    {
        foreach (var _ in Names(panel))
        {
            origin.Candidates.Add(new double[origin.Actual.Length]);
        }

        Parallel.For(
            0,
            panel.Series.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => Run(panel, MethodsOf(panel), origin, i));
    }

    private static IReadOnlyList<IForecastMethod> MethodsOf(ForecastPanel panel) => panel.Methods is { } wanted
        ? [.. ForecastMethods.All.Where((method, m) => m < Baselines || wanted.Contains(method.Name))]
        : ForecastMethods.All;

    private static string[][] MediansOf(ForecastPanel panel) => panel.Methods is null ? Medians : [];

    private static void Run(ForecastPanel panel, IReadOnlyList<IForecastMethod> methods, OriginForecasts origin, int series)
    {
        var values = origin.Histories[series];
        var (start, horizon) = (series * panel.Horizon, panel.Horizon);
        if (values.Length == 0 || !origin.IsJudged[series])
        {
            origin.Candidates.ForEach(candidate => candidate.AsSpan(start, horizon).Clear());
            return;
        }

        var input = new MethodInput(values, panel.Seasons);
        var (least, most) = Bounds(values);
        for (var m = 0; m < methods.Count; m++)
        {
            var forecast = origin.Candidates[m].AsSpan(start, horizon);
            if (!methods[m].TryForecast(input, forecast) || forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            {
                Fallback(origin, start, horizon).CopyTo(forecast);
            }

            for (var h = 0; h < horizon; h++)
            {
                forecast[h] = Math.Clamp(forecast[h], least, most);
            }
        }

        var medians = MediansOf(panel);
        for (var m = 0; m < medians.Length; m++)
        {
            Median(origin, medians[m], methods.Count + m, start, horizon);
        }
    }

    // Candidate 3 is damped smoothing, which every history has; candidate 0 is naive.
    private static Span<double> Fallback(OriginForecasts origin, int start, int horizon)
    {
        const int Damped = 3;
        var damped = origin.Candidates[Damped].AsSpan(start, horizon);
        return damped.ContainsAnyExcept(0) ? damped : origin.Candidates[0].AsSpan(start, horizon);
    }

    private static void Median(OriginForecasts origin, string[] members, int to, int start, int horizon)
    {
        Span<double> values = stackalloc double[members.Length];
        for (var h = 0; h < horizon; h++)
        {
            for (var m = 0; m < members.Length; m++)
            {
                values[m] = origin.Candidates[IndexOf(members[m])][start + h];
            }

            origin.Candidates[to][start + h] = WindowMethod.Median(values);
        }
    }

    private static int IndexOf(string name)
    {
        for (var i = 0; i < ForecastMethods.All.Count; i++)
        {
            if (ForecastMethods.All[i].Name == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"No method is named '{name}'.");
    }

    // Never below zero where the history never is, and not further out than a history's own range can explain.
    internal static (double Least, double Most) Bounds(double[] values)
    {
        var (least, most) = (values.Min(), values.Max());
        var range = Math.Max(most - least, Math.Abs(most) * 0.1);
        return (least >= 0 ? 0 : least - (2 * range), most + (2 * range));
    }
}
