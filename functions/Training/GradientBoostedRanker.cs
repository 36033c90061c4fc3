using System.Globalization;

namespace XbFunctions.Training;

/// <summary>Trains gradient-boosted trees that rank lists, with LightGBM's LambdaRank (Burges, MSR-TR-2010-82).</summary>
public static class GradientBoostedRanker
{
    private const int ValidationIndex = 1;

    /// <summary>Trains until NDCG@10 on the validation groups no longer improves, or for all trees without such.</summary>
    /// <param name="training">Groups to learn from.</param>
    /// <param name="validation">Groups to stop by, or <see langword="null"/>.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told after every tree.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <returns>The ranker; the caller disposes it.</returns>
    /// <exception cref="TrainerUnavailableException">The native library does not load.</exception>
    /// <exception cref="TrainerException">LightGBM reports an error.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainedRanker Train(
        RankingData training,
        RankingData? validation,
        GradientBoostedRankerOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Check();
        LightGbmLibrary.Require();
        using var threads = LightGbmThreads.OfProcess.Enter(options.Threads, cancellationToken);
        using var trainingSet = CreateDataset(training, options, null);
        using var validationSet = validation is null ? null : CreateDataset(validation, options, trainingSet);
        LightGbmLibrary.Check(LightGbmNative.BoosterCreate(trainingSet, Parameters(options), out var booster), "Setting up the trainer");
        try
        {
            if (validationSet is not null)
            {
                LightGbmLibrary.Check(LightGbmNative.BoosterAddValidData(booster, validationSet), "Adding the validation part");
            }

            var (best, metric) = Iterate(booster, validation is not null, options, progress, cancellationToken);
            var ensemble = LightGbmModelText.Parse(GradientBoostedTrees.ModelText(booster, best), training.Columns);
            return new TrainedRanker(booster, ensemble, best, metric);
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    private static (int Best, double? Metric) Iterate(
        BoosterHandle booster,
        bool isValidated,
        GradientBoostedRankerOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (best, bestMetric) = (0, (double?)null);
        Span<double> results = stackalloc double[1];
        for (var iteration = 1; iteration <= options.MaxIterations && iteration - best <= options.Patience; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LightGbmLibrary.Check(LightGbmNative.BoosterUpdateOneIter(booster, out var isFinished), "Building a tree");
            if (isValidated)
            {
                LightGbmLibrary.Check(LightGbmNative.BoosterGetEval(booster, ValidationIndex, out _, results), "Evaluating");
            }

            if (!isValidated || bestMetric is not { } known || results[0] > known)
            {
                (best, bestMetric) = (iteration, isValidated ? results[0] : null);
            }

            progress?.Report(new TrainingProgress(iteration, options.MaxIterations, isValidated ? results[0] : null, best));
            if (isFinished != 0)
            {
                break;
            }
        }

        return (best, bestMetric);
    }

    private static DatasetHandle CreateDataset(RankingData data, GradientBoostedRankerOptions options, DatasetHandle? reference)
    {
        var code = LightGbmNative.DatasetCreateFromMat(
            data.Rows,
            LightGbmNative.Float32,
            data.Labels.Length,
            data.Columns.Count,
            1,
            Parameters(options),
            reference?.DangerousGetHandle() ?? 0,
            out var dataset);
        LightGbmLibrary.Check(code, "Reading the rows");
        try
        {
            LightGbmLibrary.Check(
                LightGbmNative.DatasetSetField(dataset, "label", data.Labels.AsSpan(), data.Labels.Length, LightGbmNative.Float32),
                "Setting the labels");
            LightGbmLibrary.Check(
                LightGbmNative.DatasetSetField(dataset, "group", data.GroupSizes.AsSpan(), data.GroupSizes.Length, LightGbmNative.Int32),
                "Setting the groups");
            if (data.GroupWeights is { } groupWeights)
            {
                // The library weighs rows: those of a group alike, so that its pairs and its NDCG count so much.
                float[] weights = [.. groupWeights.SelectMany((weight, group) => Enumerable.Repeat(weight, data.GroupSizes[group]))];
                LightGbmLibrary.Check(
                    LightGbmNative.DatasetSetField(dataset, "weight", weights, weights.Length, LightGbmNative.Float32), "Setting the weights");
            }

            return dataset;
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    private static string Parameters(GradientBoostedRankerOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        objective=lambdarank metric=ndcg eval_at=10 lambdarank_truncation_level=20 boosting=gbdt verbosity=-1
        deterministic=true force_row_wise=true seed={options.Seed} num_threads={options.Threads}
        num_leaves={options.MaxLeaves} min_data_in_leaf={options.MinRowsInLeaf} learning_rate={options.LearningRate}
        lambda_l2=1 feature_fraction={options.ColumnFraction}
        bagging_fraction={options.RowFraction} bagging_freq={(options.RowFraction < 1 ? 1 : 0)}
        """).ReplaceLineEndings(" ");
}
