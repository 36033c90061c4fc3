using XbFunctions.Inference;
using XbFunctions.Training;
using XbFunctions.Training.Neural;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>Turns a trained sequence model into one that can be published.</summary>
public static class NextItemPackager
{
    private const int Samples = 8;
    private const int SampleLength = 12;
    private const string InputName = "items";

    /// <summary>Exports a model and takes sample rows of it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="skus">Sku of each item.</param>
    /// <param name="histories">Histories that it was trained on, one or more; the first make the sample rows.</param>
    /// <param name="weights">How weights are stored.</param>
    /// <param name="description">The rest of the manifest.</param>
    public static ModelPackage Pack(
        SequenceModel model, IReadOnlyList<string> skus, IReadOnlyList<int[]> histories, SequenceWeights weights, ModelDescription description)
    {
        var onnx = model.Export(weights, skus);
        float[][] rows = [.. histories.Where(static history => history.Length > 0).Take(Samples).Select(static history =>
        {
            var row = new float[SampleLength];
            Array.Fill(row, -1);
            var latest = history.AsSpan(Math.Max(0, history.Length - SampleLength)..);
            for (var i = 0; i < latest.Length; i++)
            {
                row[i] = latest[i];
            }

            return row;
        })];
        var manifest = new ModelManifest
        {
            Name = description.Name,
            Version = description.Version,
            Sha256 = ScoringModel.HashOf(onnx),
            Inputs = [new ModelInput(InputName, [-1, SampleLength], [.. Enumerable.Range(1, SampleLength).Select(static place => $"item{place}")])],
            OutputName = "states",
            CreatedAt = description.CreatedAt,
            TrainingRange = description.TrainingRange,
            Rows = histories.Count,
            Metrics = description.Metrics,
            CodeVersion = description.CodeVersion,
            SampleRows = rows,
            SampleOutputs = new float[rows.Length],
            SampleTolerance = float.MaxValue,
            ParityMaxDifference = 0,
        };
        var loaded = NextItemModel.Load(new ModelPackage(onnx, manifest));
        float[] outputs = [.. rows.Select(row => loaded.SampleScore(row))];

        // Rounding of 8 bits is the export's own; what the manifest holds other machines to is the export.
        return new ModelPackage(onnx, manifest with { SampleOutputs = outputs, SampleTolerance = 0.01 });
    }
}
