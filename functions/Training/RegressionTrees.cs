using System.Globalization;

namespace XbFunctions.Training;

/// <summary>Trains gradient-boosted trees, or a random forest, that answer a number with LightGBM.</summary>
public static class RegressionTrees
{
    /// <summary>Trains the given number of trees.</summary>
    /// <param name="rows">Row-major values, shape <c>[labels, width]</c>; NaN is missing.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="labels">What to answer, at least one.</param>
    /// <param name="weights">Weight of each row, 0 or more; empty where all weigh the same.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <returns>The trained trees; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    /// <exception cref="TrainerUnavailableException">The native library does not load.</exception>
    /// <exception cref="TrainerException">LightGBM reports an error.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainedRegression Train(
        ReadOnlySpan<float> rows,
        int width,
        ReadOnlySpan<float> labels,
        ReadOnlySpan<float> weights,
        RegressionTreesOptions options,
        CancellationToken cancellationToken = default)
    {
        options.Check();
        if (labels.IsEmpty || rows.Length != (long)labels.Length * width || (!weights.IsEmpty && weights.Length != labels.Length))
        {
            throw new ArgumentException(
                $"Expected {labels.Length} rows of {width} columns and as many weights, got {rows.Length} values and {weights.Length} weights.",
                nameof(rows));
        }

        LightGbmLibrary.Require();
        using var threads = LightGbmThreads.OfProcess.Enter(options.Threads, cancellationToken);
        var parameters = Parameters(options);
        LightGbmLibrary.Check(
            LightGbmNative.DatasetCreateFromMat(rows, LightGbmNative.Float32, labels.Length, width, 1, parameters, 0, out var dataset),
            "Reading the rows");
        using (dataset)
        {
            SetField(dataset, "label", labels);
            if (!weights.IsEmpty)
            {
                SetField(dataset, "weight", weights);
            }

            return Boost(dataset, width, parameters, options.Iterations, cancellationToken);
        }
    }

    // The trained booster copies nothing from the data set that a prediction reads.
    private static TrainedRegression Boost(
        DatasetHandle dataset, int width, string parameters, int iterations, CancellationToken cancellationToken)
    {
        LightGbmLibrary.Check(LightGbmNative.BoosterCreate(dataset, parameters, out var booster), "Setting up the trainer");
        try
        {
            for (var iteration = 0; iteration < iterations; iteration++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                LightGbmLibrary.Check(LightGbmNative.BoosterUpdateOneIter(booster, out var isFinished), "Building a tree");
                if (isFinished != 0)
                {
                    break;
                }
            }

            return new TrainedRegression(booster, width);
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    private static void SetField(DatasetHandle dataset, string field, ReadOnlySpan<float> values) =>
        LightGbmLibrary.Check(
            LightGbmNative.DatasetSetField(dataset, field, values, values.Length, LightGbmNative.Float32), $"Setting field '{field}'");

    private static string Parameters(RegressionTreesOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        objective={Objective(options.Objective)} alpha={options.Quantile} boosting={(options.IsForest ? "rf" : "gbdt")} verbosity=-1 metric=none
        deterministic=true force_row_wise=true seed=1 num_threads={options.Threads} tweedie_variance_power=1.3
        num_leaves={options.MaxLeaves} min_data_in_leaf={options.MinRowsInLeaf} learning_rate={options.LearningRate}
        lambda_l2=1 feature_fraction={options.Fraction} feature_fraction_bynode={options.SplitFraction}
        bagging_fraction={options.Fraction} bagging_freq={(options.Fraction < 1 ? 1 : 0)}
        """).ReplaceLineEndings(" ");

    private static string Objective(RegressionObjective objective) => objective switch
    {
        RegressionObjective.SquaredError => "regression",
        RegressionObjective.AbsoluteError => "regression_l1",
        RegressionObjective.Quantile => "quantile",
        RegressionObjective.Tweedie => "tweedie",
        _ => throw new ArgumentOutOfRangeException(nameof(objective), objective, "Expected an objective that is declared."),
    };
}
