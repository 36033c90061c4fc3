using XbFunctions.Training;

namespace XbFunctions.Xb.Evaluate;

/// <summary>
/// A random forest beside the boosted trees: its trees do not correct each other, so that its faults are others. Shape and weight were chosen on folds
/// that end before the measured ones begin (docs/fraud.md).
/// </summary>
internal static class FraudForest
{
    /// <summary>Weight of the forest's log odds; the boosted trees have the rest.</summary>
    public const double Weight = 0.5;

    private const int Leaves = 64;
    private const int RowsInLeaf = 10;
    private const double Sample = 0.6;
    private const double Split = 0.3;

    // Where no tree saw a fraud the forest says 0, whose log odds are infinite.
    private const double Least = 1e-5;

    /// <summary>Grows a forest and scores rows.</summary>
    /// <param name="data">Rows to learn from.</param>
    /// <param name="rows">Rows to score, as wide.</param>
    /// <param name="trees">Number of trees, above 0.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <returns>Log odds of fraud, one for each row.</returns>
    public static double[] Score(TrainingData data, float[] rows, int trees, CancellationToken cancellationToken)
    {
        var settings = new RegressionTreesOptions
        {
            IsForest = true,
            Iterations = trees,
            MaxLeaves = Leaves,
            MinRowsInLeaf = RowsInLeaf,
            Fraction = Sample,
            SplitFraction = Split,
        };
        using var forest = RegressionTrees.Train(data.Rows, data.Width, data.Labels, data.Weights, settings, cancellationToken);
        var scores = new double[rows.Length / data.Width];
        forest.Predict(rows, scores);
        return Array.ConvertAll(scores, static score =>
        {
            var share = Math.Clamp(score, Least, 1 - Least);
            return Math.Log(share / (1 - share));
        });
    }
}
