using XbFunctions.Inference;

namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class GradientBoostedTreesTests
{
    [TestMethod]
    public void Trees_rank_unseen_rows_far_better_than_chance()
    {
        using var trained = Trainer.Train(SyntheticPayments.Make(6000, seed: 1));
        var unseen = SyntheticPayments.Make(3000, seed: 2);
        var scores = new double[unseen.RowCount];
        trained.Predict(unseen.Rows, unseen.RowCount, scores);

        var auc = BinaryMetrics.AucRoc([.. scores.Select(score => (float)score)], unseen.Labels);

        Assert.IsGreaterThan(0.8, auc);
    }

    [TestMethod]
    public void The_neutral_trees_give_the_trainers_own_predictions()
    {
        var data = SyntheticPayments.Make(4000, seed: 3);
        using var trained = Trainer.Train(data);
        var rows = ParityCheck.DrawRows(trained.Ensemble, data, 1000, seed: 7);
        var expected = new double[1000];
        trained.Predict(rows, 1000, expected);

        for (var i = 0; i < expected.Length; i++)
        {
            var score = TreeEnsemble.Sigmoid(trained.Ensemble.RawScore(rows.AsSpan(i * data.Width, data.Width)));
            Assert.AreEqual(expected[i], score, 1e-12, $"Row {i}.");
        }
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_model_bytes_whatever_the_threads()
    {
        var data = SyntheticPayments.Make(3000, seed: 4);
        using var one = Trainer.Train(data, new GradientBoostedTreesOptions { MaxIterations = 20, Threads = 1 });
        using var two = Trainer.Train(data, new GradientBoostedTreesOptions { MaxIterations = 20, Threads = 2 });
        using var other = Trainer.Train(data, new GradientBoostedTreesOptions { MaxIterations = 20, Threads = 1, Seed = 2 });

        var bytes = TreeEnsembleExporter.Export(one.Ensemble, "m");

        CollectionAssert.AreEqual(bytes, TreeEnsembleExporter.Export(two.Ensemble, "m"));
        CollectionAssert.AreNotEqual(bytes, TreeEnsembleExporter.Export(other.Ensemble, "m"));
    }

    [TestMethod]
    [DataRow(ValidationMetric.LogLoss)]
    [DataRow(ValidationMetric.AucRoc)]
    [DataRow(ValidationMetric.AveragePrecision)]
    public void Early_stopping_keeps_the_best_iteration_of_the_watched_metric(ValidationMetric metric)
    {
        var reports = new List<TrainingProgress>();
        var options = new GradientBoostedTreesOptions
        {
            MaxIterations = 500, LearningRate = 0.3, Patience = 10, Threads = 1, ValidationMetric = metric, MinRowsInLeaf = 5,
        };
        using var trained = Trainer.Train(SyntheticPayments.Make(2000, seed: 5), options);
        using var again = GradientBoostedTrees.Train(SyntheticPayments.Make(2000, seed: 5), options, new Recorder(reports));

        var metrics = reports.Select(report => report.ValidationMetric ?? double.NaN).ToArray();
        var best = metric == ValidationMetric.LogLoss ? metrics.Min() : metrics.Max();
        Assert.IsLessThan(500, reports.Count);
        Assert.HasCount(again.Iterations + 10, reports);
        Assert.AreEqual(Array.IndexOf(metrics, best) + 1, again.Iterations);
        Assert.AreEqual(best, again.ValidationMetric);
        Assert.AreEqual(again.Iterations, again.Ensemble.TreeCount);
    }

    [TestMethod]
    public void The_watched_metric_is_the_one_our_own_metrics_compute()
    {
        var data = SyntheticPayments.Make(2000, seed: 6);
        var options = new GradientBoostedTreesOptions { MaxIterations = 30, Threads = 1, ValidationFraction = 0.25 };
        using var trained = Trainer.Train(data, options);
        var validation = data.Slice(1500, 500);
        var scores = new double[500];
        trained.Predict(validation.Rows, 500, scores);

        var own = BinaryMetrics.AveragePrecision([.. scores.Select(score => (float)score)], validation.Labels);

        Assert.AreEqual(trained.ValidationMetric!.Value, own, 1e-9);
    }

    [TestMethod]
    public void Weights_count_like_repeated_rows()
    {
        var data = SyntheticPayments.Make(2000, seed: 8);
        var weights = data.Labels.Select(label => label == 1 ? 5f : 1f).ToArray();
        var options = new GradientBoostedTreesOptions { MaxIterations = 30, Threads = 1, ValidationFraction = 0 };
        using var plain = Trainer.Train(data, options);
        using var weighted = Trainer.Train(new TrainingData(data.Columns, data.Rows, data.Labels, weights), options);
        var scores = new double[data.RowCount];
        plain.Predict(data.Rows, data.RowCount, scores);
        var before = scores.Average();
        weighted.Predict(data.Rows, data.RowCount, scores);

        Assert.IsGreaterThan(before * 1.5, scores.Average());
    }

    [TestMethod]
    public void A_part_of_one_class_is_refused_with_the_numbers()
    {
        var rows = SyntheticPayments.Make(100, seed: 9);
        var data = new TrainingData(rows.Columns, rows.Rows, [.. Enumerable.Range(0, 100).Select(i => i < 10 ? 1f : 0f)]);
        Trainer.Train(SyntheticPayments.Make(500, seed: 9)).Dispose();

        var exception = Assert.ThrowsExactly<TrainerException>(() => GradientBoostedTrees.Train(data, new GradientBoostedTreesOptions()));

        Assert.AreEqual("The validation part needs rows of both classes, got 0 positive of 15.", exception.Message);
    }

    [TestMethod]
    public void A_setting_outside_its_range_is_refused_by_name()
    {
        var data = SyntheticPayments.Make(500, seed: 9);

        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => GradientBoostedTrees.Train(data, new GradientBoostedTreesOptions { LearningRate = -1 }));

        Assert.AreEqual("LearningRate", exception.ParamName);
    }

    [TestMethod]
    public void An_error_of_the_library_becomes_an_exception_with_its_words()
    {
        using var trained = Trainer.Train(SyntheticPayments.Make(500, seed: 9));
        trained.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => trained.Predict(new float[6], 1, new double[1]));
        var exception = Assert.ThrowsExactly<TrainerException>(() => LightGbmLibrary.Check(-1, "Predicting"));
        Assert.StartsWith("Predicting failed: LightGBM says '", exception.Message);
    }

    [TestMethod]
    public void Cancelling_ends_the_run()
    {
        var data = SyntheticPayments.Make(500, seed: 10);
        Trainer.Train(data).Dispose();
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(
            () => GradientBoostedTrees.Train(data, new GradientBoostedTreesOptions(), null, source.Token));
    }

    private sealed class Recorder(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
