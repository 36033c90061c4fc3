using System.Globalization;
using System.Text;

namespace XbFunctions.Training;

/// <summary>
/// Trains gradient-boosted trees for two classes with LightGBM: a sum of trees whose logistic function is the positive class's probability.
/// </summary>
public static class GradientBoostedTrees
{
    private const int ValidationIndex = 1;

    /// <summary>Trains until the metric on the validation part no longer improves, and keeps the trees up to its best.</summary>
    /// <param name="data">Rows in the order of event time: the validation part is taken from the end.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told after every tree.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <returns>The trees and the trainer; the caller disposes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    /// <exception cref="TrainerUnavailableException">The native library does not load.</exception>
    /// <exception cref="TrainerException">A part holds only one class, or LightGBM reports an error.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainedTrees Train(
        TrainingData data,
        GradientBoostedTreesOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Check();
        LightGbmLibrary.Require();
        var validationRows = (int)(data.RowCount * options.ValidationFraction);
        var trainingRows = data.RowCount - validationRows;
        RequireBothClasses("training", data, 0, trainingRows);
        using var threads = LightGbmThreads.OfProcess.Enter(options.Threads, cancellationToken);
        using var training = CreateDataset(data, 0, trainingRows, options, reference: null);
        if (options.ValidationFraction == 0)
        {
            return Boost(data, training, null, options, progress, cancellationToken);
        }

        RequireBothClasses("validation", data, trainingRows, validationRows);
        using var validation = CreateDataset(data, trainingRows, validationRows, options, training);
        return Boost(data, training, validation, options, progress, cancellationToken);
    }

    private static TrainedTrees Boost(
        TrainingData data,
        DatasetHandle training,
        DatasetHandle? validation,
        GradientBoostedTreesOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        LightGbmLibrary.Check(LightGbmNative.BoosterCreate(training, Parameters(options), out var booster), "Setting up the trainer");
        try
        {
            if (validation is not null)
            {
                LightGbmLibrary.Check(LightGbmNative.BoosterAddValidData(booster, validation), "Adding the validation part");
            }

            var (best, metric) = Iterate(booster, validation is not null, options, progress, cancellationToken);
            var ensemble = LightGbmModelText.Parse(ModelText(booster, best), data.Columns);
            return new TrainedTrees(booster, ensemble, best, metric);
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    private static (int Best, double? Metric) Iterate(
        BoosterHandle booster,
        bool validated,
        GradientBoostedTreesOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (best, bestMetric) = (0, (double?)null);
        for (var iteration = 1; iteration <= options.MaxIterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LightGbmLibrary.Check(LightGbmNative.BoosterUpdateOneIter(booster, out var isFinished), "Building a tree");
            var metric = validated ? Evaluate(booster) : (double?)null;
            if (metric is not { } value || bestMetric is not { } known || IsBetter(value, known, options.ValidationMetric))
            {
                (best, bestMetric) = (iteration, metric);
            }

            progress?.Report(new TrainingProgress(iteration, options.MaxIterations, metric, best));
            if (isFinished != 0 || iteration - best >= options.Patience)
            {
                break;
            }
        }

        return (best, bestMetric);
    }

    private static bool IsBetter(double value, double known, ValidationMetric metric) =>
        metric == ValidationMetric.LogLoss ? value < known : value > known;

    private static double Evaluate(BoosterHandle booster)
    {
        Span<double> results = stackalloc double[1];
        LightGbmLibrary.Check(LightGbmNative.BoosterGetEval(booster, ValidationIndex, out _, results), "Evaluating");
        return results[0];
    }

    internal static string ModelText(BoosterHandle booster, int iterations)
    {
        LightGbmLibrary.Check(
            LightGbmNative.BoosterSaveModelToString(booster, 0, iterations, 0, 0, out var length, []), "Measuring the model");
        var buffer = new byte[length];
        LightGbmLibrary.Check(
            LightGbmNative.BoosterSaveModelToString(booster, 0, iterations, 0, length, out _, buffer), "Saving the model");
        return Encoding.UTF8.GetString(buffer);
    }

    private static DatasetHandle CreateDataset(
        TrainingData data, int start, int count, GradientBoostedTreesOptions options, DatasetHandle? reference)
    {
        var code = LightGbmNative.DatasetCreateFromMat(
            data.Rows.AsSpan(start * data.Width, count * data.Width),
            LightGbmNative.Float32,
            count,
            data.Width,
            1,
            Parameters(options),
            reference?.DangerousGetHandle() ?? 0,
            out var dataset);
        LightGbmLibrary.Check(code, "Reading the rows");
        try
        {
            SetField(dataset, "label", data.Labels.AsSpan(start, count));
            if (data.Weights is not null)
            {
                SetField(dataset, "weight", data.Weights.AsSpan(start, count));
            }

            return dataset;
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    private static void SetField(DatasetHandle dataset, string field, ReadOnlySpan<float> values) =>
        LightGbmLibrary.Check(
            LightGbmNative.DatasetSetField(dataset, field, values, values.Length, LightGbmNative.Float32), $"Setting field '{field}'");

    private static void RequireBothClasses(string part, TrainingData data, int start, int count)
    {
        var positives = data.Labels.AsSpan(start, count).Count(1f);
        if (positives == 0 || positives == count)
        {
            throw new TrainerException($"The {part} part needs rows of both classes, got {positives} positive of {count}.");
        }
    }

    private static string Parameters(GradientBoostedTreesOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        objective=binary metric={MetricName(options.ValidationMetric)} boosting=gbdt verbosity=-1
        deterministic=true force_row_wise=true seed={options.Seed} num_threads={options.Threads}
        num_leaves={options.MaxLeaves} min_data_in_leaf={options.MinRowsInLeaf} learning_rate={options.LearningRate}
        lambda_l2={options.L2} feature_fraction={options.ColumnFraction}
        bagging_fraction={options.RowFraction} bagging_freq={(options.RowFraction < 1 ? 1 : 0)}
        """).ReplaceLineEndings(" ");

    private static string MetricName(ValidationMetric metric) => metric switch
    {
        ValidationMetric.LogLoss => "binary_logloss",
        ValidationMetric.AucRoc => "auc",
        ValidationMetric.AveragePrecision => "average_precision",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Expected a metric that is declared."),
    };
}
