using XbFunctions.Inference;

namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class ParityTests
{
    private static readonly ModelDescription Description = new()
    {
        Name = "fraud",
        Version = "1",
        CreatedAt = DateTimeOffset.UnixEpoch,
        TrainingRange = new TrainingRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(30)),
        Metrics = new Dictionary<string, double> { ["aucRoc"] = 0.9 },
        CodeVersion = "test",
    };

    [TestMethod]
    [DataRow(11)]
    [DataRow(12)]
    public void The_exported_graph_gives_the_trainers_predictions_on_a_thousand_rows_with_gaps_and_threshold_values(int seed)
    {
        var data = SyntheticPayments.Make(5000, seed);
        using var trained = Trainer.Train(data);

        var package = TreeModelPackager.Pack(trained, data, Description);

        Assert.IsLessThan(1e-6, package.Manifest.ParityMaxDifference);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);
        var fresh = ParityCheck.DrawRows(trained.Ensemble, data, 1000, seed: 99);
        Assert.IsTrue(fresh.Any(float.IsNaN));
        Assert.IsLessThan(1e-6, ParityCheck.MaxDifference(model, trained, fresh, 1000));
    }

    [TestMethod]
    public void A_column_without_gaps_in_training_takes_a_gap_as_zero_like_the_trainer()
    {
        // No NaN anywhere: LightGBM then compares NaN as 0, which lies on either side of these thresholds.
        var random = new Random(1);
        float[] rows = [.. Enumerable.Range(0, 2000).Select(_ => (float)(random.NextDouble() - 0.3))];
        float[] labels = [.. rows.Select(value => value > 0.1 || value < -0.2 ? 1f : 0f)];
        var data = new TrainingData(["x"], rows, labels);
        using var trained = Trainer.Train(data);
        var package = TreeModelPackager.Pack(trained, data, Description);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);

        var scores = new float[2];
        model.Score([float.NaN, 0f], 2, scores);

        Assert.AreEqual(scores[1], scores[0]);
        Assert.IsLessThan(1e-6, ParityCheck.MaxDifference(model, trained, [float.NaN, 0f], 2));
    }

    [TestMethod]
    public void Parity_notices_a_graph_of_another_model()
    {
        var data = SyntheticPayments.Make(3000, seed: 13);
        using var trained = Trainer.Train(data);
        using var other = Trainer.Train(SyntheticPayments.Make(3000, seed: 14));
        var package = TreeModelPackager.Pack(other, data, Description);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);

        Assert.IsGreaterThan(0.01, ParityCheck.MaxDifference(model, trained, data.Rows, data.RowCount));
    }

    [TestMethod]
    public void Our_SHAP_values_are_the_trainers()
    {
        var data = SyntheticPayments.Make(4000, seed: 15);
        using var trained = Trainer.Train(data);
        var package = TreeModelPackager.Pack(trained, data, Description);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);
        var rows = ParityCheck.DrawRows(trained.Ensemble, data, 200, seed: 16);
        var expected = new double[200 * (data.Width + 1)];
        trained.Contributions(rows, 200, expected);

        var own = new double[data.Width];
        for (var i = 0; i < 200; i++)
        {
            var row = rows.AsSpan(i * data.Width, data.Width);
            model.Explainer!.Explain(row, own, out var baseValue);
            var theirs = expected.AsSpan(i * (data.Width + 1), data.Width + 1);
            for (var column = 0; column < data.Width; column++)
            {
                Assert.AreEqual(theirs[column], own[column], 1e-5, $"Row {i}, column {data.Columns[column]}.");
            }

            Assert.AreEqual(theirs[^1], baseValue, 1e-5);
            Assert.AreEqual(trained.Ensemble.RawScore(row), baseValue + own.Sum(), 1e-5);
        }
    }

    [TestMethod]
    public void The_manifest_samples_are_the_trainers_answers_and_survive_the_file()
    {
        var data = SyntheticPayments.Make(3000, seed: 17);
        using var trained = Trainer.Train(data);

        var package = TreeModelPackager.Pack(trained, data, Description);
        var read = ModelManifest.Parse(package.Manifest.ToJson());

        Assert.HasCount(16, read.SampleRows);
        Assert.IsTrue(read.SampleRows.Any(row => row.Any(float.IsNaN)));
        var expected = new double[16];
        trained.Predict(read.SampleRows.SelectMany(row => row).ToArray(), 16, expected);
        CollectionAssert.AreEqual(expected.Select(value => (float)value).ToArray(), read.SampleOutputs);
        Assert.AreEqual(3000, read.Rows);
        CollectionAssert.AreEqual(SyntheticPayments.Columns, read.Inputs[0].Columns.ToArray());
    }
}
