namespace XbFunctions.Inference.Tests;

/// <summary>Small models made from random trees, complete with manifest.</summary>
internal static class TestModels
{
    public static ModelPackage Make(int seed, string version = "1", string name = "fraud") =>
        Package(RandomTrees.Make(seed), version, name);

    public static ModelPackage Package(TreeEnsemble ensemble, string version = "1", string name = "fraud")
    {
        var onnx = TreeEnsembleExporter.Export(ensemble, name);
        var rows = RandomTrees.Rows(ensemble, 3, seed: 5).Chunk(ensemble.Columns.Count).ToArray();
        return new ModelPackage(onnx, new ModelManifest
        {
            Name = name,
            Version = version,
            Sha256 = ScoringModel.HashOf(onnx),
            Inputs = [new ModelInput(TreeEnsembleExporter.InputName, [-1, ensemble.Columns.Count], ensemble.Columns)],
            OutputName = TreeEnsembleExporter.OutputName,
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            TrainingRange = new TrainingRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(60)),
            Rows = 1000,
            Metrics = new Dictionary<string, double> { ["aucRoc"] = 0.9, ["undefined"] = double.NaN },
            CodeVersion = "0.1.0",
            SampleRows = rows,
            SampleOutputs = [.. rows.Select(row => (float)TreeEnsemble.Sigmoid(ensemble.RawScore(row)))],
            ParityMaxDifference = 1e-7,
            Thresholds = new Dictionary<string, double> { ["review"] = 0.5, ["decline"] = 0.9 },
        });
    }

    public static ScoringModel Load(TreeEnsemble ensemble)
    {
        var package = Package(ensemble);
        return ScoringModel.Load(package.Onnx, package.Manifest);
    }
}
