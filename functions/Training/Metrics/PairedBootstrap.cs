namespace XbFunctions.Training;

/// <summary>Tells whether one score ranks the same rows better than another, by more than chance.</summary>
public static class PairedBootstrap
{
    /// <summary>
    /// Difference in average precision, second minus first, with a percentile interval of the Poisson bootstrap: each resample weighs each
    /// row by an independent Poisson(1) number, the same for both scores (Chamandy et al., Estimating uncertainty for massive data streams,
    /// 2012). Rows of equal score count as one step.
    /// </summary>
    /// <param name="first">Scores of the one, none NaN.</param>
    /// <param name="second">Scores of the other on the same rows.</param>
    /// <param name="labels">1 or 0; both occur.</param>
    /// <param name="confidence">Of the two-sided interval, in (0, 1).</param>
    /// <param name="resamples">Resamples, 100 or more.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    /// <param name="cancellationToken">Looked at between resamples.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no positive.</exception>
    public static Interval PrecisionGain(
        ReadOnlySpan<float> first,
        ReadOnlySpan<float> second,
        ReadOnlySpan<float> labels,
        double confidence,
        int resamples = 400,
        int seed = 1,
        CancellationToken cancellationToken = default)
    {
        RankedSteps.RequireEqualLengths(first, labels);
        RankedSteps.RequireEqualLengths(second, labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (!labels.Contains(1f))
        {
            throw new ArgumentException("Expected at least one positive label.", nameof(labels));
        }

        var (one, other, truth) = (Ranking.Of(first), Ranking.Of(second), labels.ToArray());
        var weights = new byte[truth.Length];
        Array.Fill(weights, (byte)1);
        var estimate = other.AveragePrecision(truth, weights) - one.AveragePrecision(truth, weights);
        var random = new Random(seed);
        var gains = new List<double>(resamples);
        for (var resample = 0; resample < resamples; resample++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Draw(random, weights);
            var gain = other.AveragePrecision(truth, weights) - one.AveragePrecision(truth, weights);
            if (!double.IsNaN(gain))
            {
                gains.Add(gain);
            }
        }

        return Interval.OfSamples(estimate, gains, confidence);
    }

    private static void Draw(Random random, byte[] weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            // Inversion; the loop runs once on average.
            var (left, term, count) = (random.NextDouble(), Math.Exp(-1), 0);
            while (left > term && count < 20)
            {
                left -= term;
                term /= ++count;
            }

            weights[i] = (byte)count;
        }
    }

    private sealed record Ranking(int[] Order, float[] Scores)
    {
        public static Ranking Of(ReadOnlySpan<float> scores)
        {
            var keys = scores.ToArray();
            var order = Enumerable.Range(0, keys.Length).ToArray();
            Array.Sort(keys, order);
            Array.Reverse(keys);
            Array.Reverse(order);
            return new Ranking(order, keys);
        }

        public double AveragePrecision(float[] labels, byte[] weights)
        {
            double sum = 0, positives = 0, rows = 0, step = 0;
            for (var i = 0; i < Order.Length; i++)
            {
                var weight = weights[Order[i]];
                rows += weight;
                step += weight * labels[Order[i]];
                if (i + 1 == Order.Length || Scores[i + 1] != Scores[i])
                {
                    positives += step;
                    sum += rows > 0 ? step * positives / rows : 0;
                    step = 0;
                }
            }

            return sum / positives;
        }
    }
}
