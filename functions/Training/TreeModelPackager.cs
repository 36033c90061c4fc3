using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>Turns a training run into a model that can be published: ONNX graph, parity with the trainer, sample rows, manifest.</summary>
public static class TreeModelPackager
{
    /// <summary>Rows that the export is held to the trainer on.</summary>
    public const int ParityRows = 1000;

    /// <summary>Largest difference in probability that passes. The graph sums in single precision, so it is not 0.</summary>
    public const double ParityLimit = 1e-5;

    private const int SampleRows = 16;

    /// <summary>Exports the trees and proves the export.</summary>
    /// <param name="trained">The training run.</param>
    /// <param name="data">Rows that training used; parity and sample rows are drawn from them.</param>
    /// <param name="description">The rest of the manifest.</param>
    /// <exception cref="TrainerException">The graph and the trainer differ by more than <see cref="ParityLimit"/>.</exception>
    public static ModelPackage Pack(TrainedTrees trained, TrainingData data, ModelDescription description) =>
        Pack(trained.Ensemble, trained.Predict, data, description);

    /// <summary>Exports the trees of a ranker and proves the export. The graph gives the logistic function of the trainer's score: the order is the same.</summary>
    /// <param name="trained">The training run.</param>
    /// <param name="data">Rows that training used; parity and sample rows are drawn from them.</param>
    /// <param name="description">The rest of the manifest.</param>
    /// <exception cref="TrainerException">The graph and the trainer differ by more than <see cref="ParityLimit"/>.</exception>
    public static ModelPackage Pack(TrainedRanker trained, RankingData data, ModelDescription description) => Pack(
        trained.Ensemble,
        (rows, _, scores) =>
        {
            trained.Score(rows, scores);
            foreach (ref var score in scores)
            {
                score = 1 / (1 + Math.Exp(-score));
            }
        },
        new TrainingData(data.Columns, data.Rows, new float[data.Labels.Length]),
        description);

    private static ModelPackage Pack(TreeEnsemble ensemble, RowPredictor predict, TrainingData data, ModelDescription description)
    {
        var onnx = TreeEnsembleExporter.Export(ensemble, description.Name);
        var rows = ParityCheck.DrawRows(ensemble, data, ParityRows, seed: 1);
        var draft = Describe(onnx, predict, data, rows, description);
        using var model = ScoringModel.Load(onnx, draft);
        var expected = new double[ParityRows];
        predict(rows, ParityRows, expected);
        var difference = ParityCheck.MaxDifference(model, expected, rows);
        if (!(difference <= ParityLimit))
        {
            throw new TrainerException(
                $"Model '{description.Name}': graph and trainer differ by {difference} on {ParityRows} rows, "
                + $"expected {ParityLimit} at most.");
        }

        model.SelfTest();
        return new ModelPackage(onnx, draft with { ParityMaxDifference = difference });
    }

    private static ModelManifest Describe(
        byte[] onnx, RowPredictor predict, TrainingData data, float[] rows, ModelDescription description)
    {
        // The trainer's answers, not the graph's, so that the self-test compares with something else than itself.
        var samples = rows.Chunk(data.Width).Take(SampleRows).ToArray();
        var outputs = new double[samples.Length];
        predict(samples.SelectMany(row => row).ToArray(), samples.Length, outputs);
        return new ModelManifest
        {
            Name = description.Name,
            Version = description.Version,
            Sha256 = ScoringModel.HashOf(onnx),
            Inputs = [new ModelInput(TreeEnsembleExporter.InputName, [-1, data.Width], data.Columns)],
            OutputName = TreeEnsembleExporter.OutputName,
            CreatedAt = description.CreatedAt,
            TrainingRange = description.TrainingRange,
            Rows = data.RowCount,
            Metrics = description.Metrics,
            CodeVersion = description.CodeVersion,
            SampleRows = samples,
            SampleOutputs = [.. outputs.Select(output => (float)output)],
            ParityMaxDifference = 0,
            Thresholds = description.Thresholds,
            Calibration = description.Calibration,
            Reference = description.Reference,
        };
    }

    private delegate void RowPredictor(ReadOnlySpan<float> rows, int rowCount, Span<double> scores);
}
