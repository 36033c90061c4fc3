namespace XbFunctions.Training.Translation;

/// <summary>Finds weights that give the best BLEU on lists of the best translations: minimum error rate training with the exact line search (Och 2003).</summary>
/// <param name="seed">Seed of the starts and directions.</param>
internal sealed class PhraseTuner(int seed)
{
    private const int Starts = 12;
    private const int Rounds = 6;
    private readonly Random _random = new(seed);

    /// <summary>Tunes.</summary>
    /// <param name="lists">For each sentence its translations: features and counts against the reference.</param>
    /// <param name="weights">Where to start.</param>
    /// <returns>The weights, and BLEU on the lists.</returns>
    public (double[] Weights, double Bleu) Tune(IReadOnlyList<List<(double[] Features, BleuCounts Counts)>> lists, double[] weights)
    {
        var best = Climb(lists, weights);
        for (var start = 1; start < Starts; start++)
        {
            double[] moved = [.. weights.Select(weight => weight + ((_random.NextDouble() - 0.5) * Math.Max(0.2, Math.Abs(weight)) * 1.5))];
            var found = Climb(lists, moved);
            best = found.Bleu > best.Bleu ? found : best;
        }

        var scale = best.Weights.Sum(Math.Abs);
        return ([.. best.Weights.Select(weight => weight / scale)], best.Bleu);
    }

    private (double[] Weights, double Bleu) Climb(IReadOnlyList<List<(double[] Features, BleuCounts Counts)>> lists, double[] weights)
    {
        var current = (Weights: (double[])weights.Clone(), Bleu: Score(lists, weights));
        for (var round = 0; round < Rounds; round++)
        {
            var before = current.Bleu;
            for (var feature = 0; feature < weights.Length + 4; feature++)
            {
                var direction = new double[weights.Length];
                if (feature < weights.Length)
                {
                    direction[feature] = 1;
                }
                else
                {
                    direction = [.. direction.Select(_ => _random.NextDouble() - 0.5)];
                }

                var (step, bleu) = Line(lists, current.Weights, direction);
                if (bleu > current.Bleu + 1e-6)
                {
                    current = ([.. current.Weights.Zip(direction, (weight, one) => weight + (step * one))], bleu);
                }
            }

            if (current.Bleu - before < 0.01)
            {
                break;
            }
        }

        return current;
    }

    private static double Score(IReadOnlyList<List<(double[] Features, BleuCounts Counts)>> lists, double[] weights)
    {
        var sum = default(BleuCounts);
        foreach (var list in lists)
        {
            sum += list.MaxBy(one => Dot(weights, one.Features)).Counts;
        }

        return sum.Score;
    }

    private static (double Step, double Bleu) Line(IReadOnlyList<List<(double[] Features, BleuCounts Counts)>> lists, double[] weights, double[] direction)
    {
        var total = default(BleuCounts);
        List<(double At, BleuCounts Change)> changes = [];
        foreach (var list in lists)
        {
            var envelope = Envelope(list, weights, direction);
            total += list[envelope[0].Index].Counts;
            for (var at = 1; at < envelope.Count; at++)
            {
                changes.Add((envelope[at].From, list[envelope[at].Index].Counts - list[envelope[at - 1].Index].Counts));
            }
        }

        changes.Sort(static (left, right) => left.At.CompareTo(right.At));
        var (best, step) = (total.Score, changes.Count == 0 ? 0 : changes[0].At - 0.1);
        for (var at = 0; at < changes.Count; at++)
        {
            total += changes[at].Change;
            if (at + 1 < changes.Count && changes[at + 1].At - changes[at].At < 1e-9)
            {
                continue;
            }

            if (total.Score > best)
            {
                (best, step) = (total.Score, at + 1 < changes.Count ? (changes[at].At + changes[at + 1].At) / 2 : changes[at].At + 0.1);
            }
        }

        return (step, best);
    }

    // The translations that win somewhere on the line, from left to right.
    private static List<(int Index, double From)> Envelope(List<(double[] Features, BleuCounts Counts)> list, double[] weights, double[] direction)
    {
        var lines = list.Select((one, index) => (Index: index, Slope: Dot(direction, one.Features), Height: Dot(weights, one.Features)))
            .OrderBy(static line => line.Slope).ThenBy(static line => line.Height).ToList();
        List<(int Index, double Slope, double Height, double From)> hull = [];
        foreach (var line in lines)
        {
            var from = double.NegativeInfinity;
            while (hull.Count > 0)
            {
                var last = hull[^1];
                if (line.Slope == last.Slope)
                {
                    hull.RemoveAt(hull.Count - 1);
                    continue;
                }

                from = (last.Height - line.Height) / (line.Slope - last.Slope);
                if (from > last.From)
                {
                    break;
                }

                hull.RemoveAt(hull.Count - 1);
                from = double.NegativeInfinity;
            }

            hull.Add((line.Index, line.Slope, line.Height, hull.Count == 0 ? double.NegativeInfinity : from));
        }

        return [.. hull.Select(static one => (one.Index, one.From))];
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
        {
            sum += left[at] * right[at];
        }

        return sum;
    }
}
