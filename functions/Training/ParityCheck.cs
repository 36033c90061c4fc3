using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>Holds an exported graph to its trainer's own predictions.</summary>
public static class ParityCheck
{
    // Of the values of a parity row, one in eight is moved to where mistakes hide.
    private const int MovedShare = 8;

    /// <summary>The largest difference between the two on the same rows.</summary>
    /// <param name="model">The exported graph, loaded.</param>
    /// <param name="trained">The trainer.</param>
    /// <param name="rows">Row-major values, shape <c>[rowCount, Width]</c>.</param>
    /// <param name="rowCount">Number of rows, above 0.</param>
    /// <returns>0 or more; NaN where either gave a score that is not a number.</returns>
    public static double MaxDifference(ScoringModel model, TrainedTrees trained, ReadOnlySpan<float> rows, int rowCount)
    {
        var expected = new double[rowCount];
        trained.Predict(rows, rowCount, expected);
        return MaxDifference(model, expected, rows);
    }

    /// <summary>The largest difference between a graph and what its trainer gave for the same rows.</summary>
    /// <param name="model">The exported graph, loaded.</param>
    /// <param name="expected">The trainer's own scores.</param>
    /// <param name="rows">Row-major values, shape <c>[expected.Length, Width]</c>.</param>
    /// <returns>0 or more; NaN where either gave a score that is not a number.</returns>
    internal static double MaxDifference(ScoringModel model, ReadOnlySpan<double> expected, ReadOnlySpan<float> rows)
    {
        var rowCount = expected.Length;
        var served = new float[rowCount];
        model.Score(rows, rowCount, served);
        var worst = 0.0;
        for (var i = 0; i < rowCount; i++)
        {
            worst = Math.Max(worst, Math.Abs(served[i] - expected[i]));
        }

        return worst;
    }

    /// <summary>
    /// Draws rows from the data and moves some of their values to missing, exactly onto a threshold of a split on that column, or to the
    /// float just above or below one: there a wrong rounding or comparison shows, which ordinary rows may never meet.
    /// </summary>
    /// <param name="ensemble">Trees that the thresholds come from.</param>
    /// <param name="data">Rows to start from.</param>
    /// <param name="rowCount">Number of rows, above 0.</param>
    /// <param name="seed">Equal seeds give equal rows.</param>
    /// <returns>Row-major values, shape <c>[rowCount, data.Width]</c>.</returns>
    public static float[] DrawRows(TreeEnsemble ensemble, TrainingData data, int rowCount, int seed)
    {
        var random = new Random(seed);
        var thresholds = ThresholdsByColumn(ensemble);
        var rows = new float[rowCount * data.Width];
        for (var row = 0; row < rowCount; row++)
        {
            var target = rows.AsSpan(row * data.Width, data.Width);
            data.Row(random.Next(data.RowCount)).CopyTo(target);
            for (var column = 0; column < data.Width; column++)
            {
                if (random.Next(MovedShare) == 0)
                {
                    target[column] = Move(target[column], thresholds[column], random);
                }
            }
        }

        return rows;
    }

    private static float Move(float value, List<float> thresholds, Random random)
    {
        var threshold = thresholds.Count == 0 ? value : thresholds[random.Next(thresholds.Count)];
        return random.Next(4) switch
        {
            0 => float.NaN,
            1 => threshold,
            2 => MathF.BitIncrement(threshold),
            _ => MathF.BitDecrement(threshold),
        };
    }

    private static List<float>[] ThresholdsByColumn(TreeEnsemble ensemble)
    {
        var thresholds = new List<float>[ensemble.Columns.Count];
        for (var column = 0; column < thresholds.Length; column++)
        {
            thresholds[column] = [];
        }

        for (var tree = 0; tree < ensemble.TreeCount; tree++)
        {
            foreach (ref readonly var node in ensemble.Tree(tree))
            {
                if (!node.IsLeaf && float.IsFinite(node.Threshold))
                {
                    thresholds[node.Feature].Add(node.Threshold);
                }
            }
        }

        return thresholds;
    }
}
