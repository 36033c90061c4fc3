namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Weights of candidates found by greedy selection with replacement: Caruana, Niculescu-Mizil, Crew and Ksikes, "Ensemble selection from
/// libraries of models", ICML 2004.
/// </summary>
internal static class EnsembleWeights
{
    private const int Rounds = 24;

    /// <summary>Finds weights for some cells.</summary>
    /// <param name="origins">Backtest origins.</param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="isWanted">Which cells count, by series and step.</param>
    /// <returns>Weights that sum to 1; all on the first candidate where no cell counts.</returns>
    public static double[] Find(IReadOnlyList<OriginForecasts> origins, CriterionLoss loss, int horizon, Func<int, int, bool> isWanted)
    {
        var cells = Collect(origins, horizon, isWanted);
        var count = origins[0].Candidates.Count;
        var (sums, picks) = (new double[cells.Actual.Length], new int[count]);
        var (best, bestLoss) = ((int[])picks.Clone(), double.PositiveInfinity);
        for (var round = 1; round <= Rounds; round++)
        {
            var losses = new double[count];
            var turn = round;
            Parallel.For(0, count, c => losses[c] = cells.Loss(loss, sums, c, turn));
            var pick = Array.IndexOf(losses, losses.Min());
            picks[Math.Max(0, pick)]++;
            cells.Add(sums, Math.Max(0, pick));
            if (losses[Math.Max(0, pick)] < bestLoss)
            {
                (best, bestLoss) = ((int[])picks.Clone(), losses[Math.Max(0, pick)]);
            }
        }

        best[0] += best.Sum() == 0 ? 1 : 0;
        var total = (double)best.Sum();
        return Array.ConvertAll(best, pick => pick / total);
    }

    private static EnsembleCells Collect(IReadOnlyList<OriginForecasts> origins, int horizon, Func<int, int, bool> isWanted)
    {
        var (actual, weight, scale) = (new List<double>(), new List<double>(), new List<double>());
        var candidates = origins[0].Candidates.ConvertAll(static _ => new List<double>());
        foreach (var origin in origins)
        {
            for (var cell = 0; cell < origin.Actual.Length; cell++)
            {
                if (double.IsNaN(origin.Actual[cell]) || !isWanted(cell / horizon, cell % horizon))
                {
                    continue;
                }

                actual.Add(origin.Actual[cell]);
                weight.Add(origin.Weight[cell]);
                scale.Add(origin.Scale[cell / horizon]);
                for (var c = 0; c < candidates.Count; c++)
                {
                    candidates[c].Add(origin.Candidates[c][cell]);
                }
            }
        }

        return new EnsembleCells([.. actual], [.. weight], [.. scale], candidates.ConvertAll(static list => list.ToArray()));
    }

    private sealed record EnsembleCells(double[] Actual, double[] Weight, double[] Scale, List<double[]> Candidates)
    {
        public double Loss(CriterionLoss loss, double[] sums, int candidate, int members)
        {
            var (sum, more) = (0.0, Candidates[candidate]);
            for (var i = 0; i < Actual.Length; i++)
            {
                sum += loss.Of(Actual[i], (sums[i] + more[i]) / members, Weight[i], Scale[i]);
            }

            return sum;
        }

        public void Add(double[] sums, int candidate)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += Candidates[candidate][i];
            }
        }
    }
}
