using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>
/// Calibrates a score by isotonic regression: the never-falling step function nearest to the labels, found by pooling adjacent violators
/// (Barlow et al., Statistical Inference under Order Restrictions, 1972). Each step becomes one point at its mean score, so that between
/// steps the line rises and the ranking is kept.
/// </summary>
public static class IsotonicRegression
{
    /// <summary>Most points of a calibration; beyond it neighbours are pooled further.</summary>
    public const int MaxPoints = 64;

    /// <summary>Fits on rows that training has not seen.</summary>
    /// <param name="scores">Raw scores in [0, 1].</param>
    /// <param name="labels">1 or 0, of the same shape.</param>
    /// <param name="weights">Weight of each row, or <see langword="null"/> where all weigh the same.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static ScoreCalibration Fit(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        if (scores.IsEmpty || scores.Length != labels.Length || (!weights.IsEmpty && weights.Length != scores.Length))
        {
            throw new ArgumentException($"Expected labels and weights for {scores.Length} scores, at least one.", nameof(labels));
        }

        var keys = scores.ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);
        var blocks = new List<Block>();
        foreach (var row in order)
        {
            var weight = weights.IsEmpty ? 1.0 : weights[row];
            blocks.Add(new Block(weight, weight * scores[row], weight * labels[row]));
            while (blocks.Count > 1 && Violates(blocks[^2], blocks[^1]))
            {
                blocks[^2] = blocks[^2].With(blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
            }
        }

        return ToCalibration(Thin(blocks));
    }

    // Equal scores are one step: a calibration is a function of the score.
    private static bool Violates(Block left, Block right) => left.Mean >= right.Mean || left.Score >= right.Score;

    private static List<Block> Thin(List<Block> blocks)
    {
        while (blocks.Count > MaxPoints)
        {
            var nearest = 0;
            for (var i = 1; i < blocks.Count - 1; i++)
            {
                nearest = blocks[i + 1].Mean - blocks[i].Mean < blocks[nearest + 1].Mean - blocks[nearest].Mean ? i : nearest;
            }

            blocks[nearest] = blocks[nearest].With(blocks[nearest + 1]);
            blocks.RemoveAt(nearest + 1);
        }

        return blocks;
    }

    private static ScoreCalibration ToCalibration(List<Block> blocks)
    {
        var points = new List<(float X, float Y)>(blocks.Count);
        foreach (var block in blocks)
        {
            // Rounding to single floats may join two neighbours.
            if (points.Count == 0 || (float)block.Score > points[^1].X)
            {
                points.Add(((float)block.Score, (float)block.Mean));
            }
        }

        return new ScoreCalibration
        {
            Method = ScoreCalibration.Isotonic,
            X = [.. points.Select(static point => point.X)],
            Y = [.. points.Select(static point => point.Y)],
        };
    }

    private readonly record struct Block(double Weight, double ScoreSum, double LabelSum)
    {
        public double Score => ScoreSum / Weight;

        public double Mean => LabelSum / Weight;

        public Block With(Block other) => new(Weight + other.Weight, ScoreSum + other.ScoreSum, LabelSum + other.LabelSum);
    }
}
