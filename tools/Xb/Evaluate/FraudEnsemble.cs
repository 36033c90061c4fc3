using XbFunctions.Capabilities.Fraud;
using XbFunctions.Training;

namespace XbFunctions.Xb.Evaluate;

/// <summary>Trains on the days of a fold and scores its test: boosted trees of several seeds, averaged, with a forest beside them where wanted.</summary>
/// <param name="options">Settings.</param>
internal sealed class FraudEnsemble(FraudEnsembleOptions options)
{
    // A history of months has far more genuine payments than trees need: of those before the days of training one in so many is kept.
    private const int HistoryStride = 4;

    /// <summary>Scores a fold's test.</summary>
    /// <param name="days">The days read.</param>
    /// <param name="test">The fold's test.</param>
    /// <param name="progress">Told how much is done.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <returns>A probability for each row of the test, and the size of the training set.</returns>
    /// <exception cref="TrainerException">The days of training hold one class only.</exception>
    public (float[] Scores, int Rows, int Frauds) Score(
        FraudDays days, FraudTestSet test, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var data = Gather(days, test.Fold);
        var rows = new float[test.Rows.Count * FraudColumns.Width];
        for (var i = 0; i < test.Rows.Count; i++)
        {
            test.Rows[i].Day.Row(test.Rows[i].Row).CopyTo(rows.AsSpan(i * FraudColumns.Width));
        }

        var sums = new double[test.Rows.Count];
        var scores = new double[test.Rows.Count];
        for (var seed = 1; seed <= options.Seeds; seed++)
        {
            using var trees = GradientBoostedTrees.Train(data, Settings(seed), new SeedProgress(progress, seed, options.Seeds), cancellationToken);
            trees.Predict(rows, scores.Length, scores);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += Math.Log(scores[i] / (1 - scores[i])) / options.Seeds;
            }
        }

        if (options.ForestTrees > 0)
        {
            var forest = FraudForest.Score(data, rows, options.ForestTrees, cancellationToken);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] = ((1 - FraudForest.Weight) * sums[i]) + (FraudForest.Weight * forest[i]);
            }
        }

        return ([.. sums.Select(static sum => (float)(1 / (1 + Math.Exp(-sum))))], data.RowCount, data.Positives);
    }

    private GradientBoostedTreesOptions Settings(int seed) => new()
    {
        MaxIterations = options.Trees,
        MaxLeaves = options.Leaves,
        LearningRate = options.LearningRate,
        ValidationFraction = 0,
        ColumnFraction = 0.5,
        Seed = seed,
    };

    private static TrainingData Gather(FraudDays days, FraudProtocol fold)
    {
        List<float> labels = [], weights = [];
        List<(FraudDay Day, int Row)> kept = [];
        foreach (var day in days.All.Where(day => fold.Trains(day.Day)))
        {
            var stride = day.Day < fold.TrainStart ? HistoryStride : 1;
            for (var row = 0; row < day.Count; row++)
            {
                if (day.Labels[row] is { } fraud && (fraud || row % stride == 0))
                {
                    kept.Add((day, row));
                    labels.Add(fraud ? 1 : 0);
                    weights.Add(fraud ? 1 : stride);
                }
            }
        }

        var values = new float[kept.Count * FraudColumns.Width];
        for (var i = 0; i < kept.Count; i++)
        {
            kept[i].Day.Row(kept[i].Row).CopyTo(values.AsSpan(i * FraudColumns.Width));
        }

        return new TrainingData(FraudColumns.Names, values, [.. labels], [.. weights]);
    }

    private sealed class SeedProgress(IProgress<WorkDone> progress, int seed, int seeds) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            progress.Report(new WorkDone((seed - 1 + ((double)value.Iteration / value.MaxIterations)) / seeds));
    }
}
