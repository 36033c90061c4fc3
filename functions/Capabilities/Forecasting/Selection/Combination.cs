namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Weights of candidates for every series and step, learnt on some origins and applied to others.</summary>
internal sealed class Combination
{
    private const int HorizonParts = 3;
    private const int Classes = 4;
    private readonly Func<int, int, double[]> _weights;
    private readonly CombinationKind _kind;
    private readonly double[][] _sets;

    private Combination(Func<int, int, double[]> weights, double[] pooled, CombinationKind kind = CombinationKind.Pooled, double[][]? sets = null) =>
        (_weights, Pooled, _kind, _sets) = (weights, pooled, kind, sets ?? [pooled]);

    /// <summary>Weights over all series and steps.</summary>
    public double[] Pooled { get; }

    /// <summary>Weights that were learnt before, for the series of one origin, whose histories tell the class of each.</summary>
    /// <param name="known">The weights. Those of candidates that are not there are left out; a set that loses all takes the mean of the others.</param>
    /// <param name="names">Names of the candidates.</param>
    /// <param name="origin">The origin.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <returns>Null where no candidate of it is there.</returns>
    public static Combination? Of(CombinationWeights known, IReadOnlyList<string> names, OriginForecasts origin, int horizon)
    {
        var there = known.Sets.Select(set => Shares([.. names.Select(name => set.GetValueOrDefault(name))])).ToArray();
        var left = there.OfType<double[]>().ToArray();
        if (left.Length == 0)
        {
            return null;
        }

        double[] pooled = [.. names.Select((_, c) => left.Average(set => set[c]))];
        var sets = Array.ConvertAll(there, set => set ?? pooled);
        return known.Kind switch
        {
            nameof(CombinationKind.ByClass) when sets.Length == Classes => ByClass(ClassesOf(origin), sets, pooled),
            nameof(CombinationKind.ByHorizon) when sets.Length == HorizonParts => ByHorizon(horizon, sets, pooled),
            _ => new Combination((_, _) => pooled, pooled),
        };
    }

    /// <summary>Learns one set of weights, which every kind begins with.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Origins to learn from.</param>
    /// <param name="loss">What is minimised.</param>
    public static double[] Pool(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, CriterionLoss loss) =>
        EnsembleWeights.Find(origins, loss, panel.Horizon, static (_, _) => true);

    /// <summary>Learns weights.</summary>
    /// <param name="kind">How finely.</param>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Origins to learn from; nothing of later origins is read.</param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="pooled">What <see cref="Pool"/> gives for these origins.</param>
    public static Combination Learn(
        CombinationKind kind, ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, CriterionLoss loss, double[] pooled)
    {
        var horizon = panel.Horizon;
        switch (kind)
        {
            case CombinationKind.ByClass:
                var classes = ClassesOf(origins[0]);
                var byClass = Enumerable.Range(0, Classes).Select(wanted =>
                    classes.Count(one => one == wanted) < 20
                        ? pooled
                        : Blend(pooled, EnsembleWeights.Find(origins, loss, horizon, (series, _) => classes[series] == wanted))).ToArray();
                return ByClass(classes, byClass, pooled);
            case CombinationKind.ByHorizon:
                return ByHorizon(horizon, Parts(origins, loss, horizon, pooled), pooled);
            case CombinationKind.BySeries or CombinationKind.BySeriesStrongly:
                var bySeries = Personal(origins, loss, horizon, [pooled], kind == CombinationKind.BySeries ? 0.5 : 1.5);
                return new Combination((series, _) => bySeries[series][0], pooled, kind);
            case CombinationKind.BySeriesAndHorizon:
                var byBoth = Personal(origins, loss, horizon, Parts(origins, loss, horizon, pooled), 0.5);
                return new Combination((series, step) => byBoth[series][step * HorizonParts / horizon], pooled, kind);
            default:
                return new Combination((_, _) => pooled, pooled);
        }
    }

    /// <summary>The weights in a form that outlives the run; pooled where they are told apart by series, which are not kept.</summary>
    /// <param name="names">Names of the candidates.</param>
    public CombinationWeights ToWeights(IReadOnlyList<string> names) => new(
        _kind is CombinationKind.ByClass or CombinationKind.ByHorizon ? _kind.ToString() : nameof(CombinationKind.Pooled),
        [.. _sets.Select(set => (IReadOnlyDictionary<string, double>)names.Zip(set).Where(static pair => pair.Second > 0)
            .ToDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal))]);

    /// <summary>Combines the forecasts of one origin.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="horizon">Steps ahead.</param>
    public double[] Apply(OriginForecasts origin, int horizon)
    {
        var combined = new double[origin.Actual.Length];
        for (var cell = 0; cell < combined.Length; cell++)
        {
            var weights = _weights(cell / horizon, cell % horizon);
            for (var c = 0; c < weights.Length; c++)
            {
                combined[cell] += weights[c] == 0 ? 0 : weights[c] * origin.Candidates[c][cell];
            }
        }

        return combined;
    }

    /// <summary>Combines what values known ahead add to the candidates' forecasts.</summary>
    /// <param name="origin">The future.</param>
    /// <param name="names">Names of the candidates.</param>
    /// <param name="horizon">Steps ahead.</param>
    public KnownEffects Effects(OriginForecasts origin, IReadOnlyList<string> names, int horizon)
    {
        var (calendar, price) = (new double[origin.Actual.Length], new double[origin.Actual.Length]);
        for (var c = 0; c < names.Count; c++)
        {
            if (!origin.Effects.TryGetValue(names[c], out var effects))
            {
                continue;
            }

            for (var cell = 0; cell < calendar.Length; cell++)
            {
                var weight = _weights(cell / horizon, cell % horizon)[c];
                calendar[cell] += weight * effects.Calendar[cell];
                price[cell] += weight * effects.Price[cell];
            }
        }

        return new KnownEffects(calendar, price);
    }

    /// <summary>Mean loss of forecasts from one origin; NaN where nothing came.</summary>
    public static double MeanLoss(OriginForecasts origin, double[] forecasts, CriterionLoss loss, int horizon)
    {
        var (sum, count) = (0.0, 0);
        for (var cell = 0; cell < forecasts.Length; cell++)
        {
            if (!double.IsNaN(origin.Actual[cell]))
            {
                sum += loss.Of(origin.Actual[cell], forecasts[cell], origin.Weight[cell], origin.Scale[cell / horizon]);
                count++;
            }
        }

        return sum / count;
    }

    private static int[] ClassesOf(OriginForecasts origin) => Array.ConvertAll(origin.Histories, static history => (int)DemandProfile.Of(history).Class);

    private static Combination ByClass(int[] classes, double[][] sets, double[] pooled) =>
        new((series, _) => sets[classes[series]], pooled, CombinationKind.ByClass, sets);

    private static Combination ByHorizon(int horizon, double[][] sets, double[] pooled) =>
        new((_, step) => sets[step * HorizonParts / horizon], pooled, CombinationKind.ByHorizon, sets);

    private static double[]? Shares(double[] weights) => weights.Sum() is var total and > 0 ? Array.ConvertAll(weights, weight => weight / total) : null;

    // Half of the way: a part has less to learn from than the whole.
    private static double[] Blend(double[] pooled, double[] own) => [.. pooled.Zip(own, static (a, b) => (a + b) / 2)];

    private static double[][] Parts(IReadOnlyList<OriginForecasts> origins, CriterionLoss loss, int horizon, double[] pooled) =>
        [.. Enumerable.Range(0, HorizonParts).Select(part =>
            Blend(pooled, EnsembleWeights.Find(origins, loss, horizon, (_, step) => step * HorizonParts / horizon == part)))];

    // Each of some sets of weights, moved for every series: shape [series][sets][candidates].
    private static double[][][] Personal(
        IReadOnlyList<OriginForecasts> origins, CriterionLoss loss, int horizon, double[][] sets, double strength)
    {
        var weights = new double[origins[0].Histories.Length][][];
        Parallel.For(0, weights.Length, series =>
        {
            var losses = new double[sets[0].Length];
            foreach (var origin in origins)
            {
                for (var cell = series * horizon; cell < (series + 1) * horizon; cell++)
                {
                    for (var c = 0; c < losses.Length && !double.IsNaN(origin.Actual[cell]); c++)
                    {
                        losses[c] += loss.Of(origin.Actual[cell], origin.Candidates[c][cell], origin.Weight[cell], origin.Scale[series]);
                    }
                }
            }

            var floor = (0.1 * losses.Average()) + 1e-12;
            weights[series] = Array.ConvertAll(sets, set =>
            {
                var own = set.Select((weight, c) => weight * Math.Pow(losses[c] + floor, -strength)).ToArray();
                var total = own.Sum();
                return Array.ConvertAll(own, weight => weight / total);
            });
        });
        return weights;
    }
}
