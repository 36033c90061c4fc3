using System.Text.Json;

namespace XbFunctions.Inference;

/// <summary>
/// What stands beside every <c>model.onnx</c>: which model it is, what it expects, where it comes from and how to tell that it works.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>Model name, one word in lower case (<c>fraud</c>): also its folder in the registry.</summary>
    public required string Name { get; init; }

    /// <summary>Version, unique within the model and never used twice; a path segment.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of <c>model.onnx</c>, 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The graph's inputs with the column order of each.</summary>
    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    /// <summary>Name of the graph's output that holds the score.</summary>
    public required string OutputName { get; init; }

    /// <summary>When the model was trained, wall time in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Event time of the training rows.</summary>
    public required TrainingRange TrainingRange { get; init; }

    /// <summary>Number of training rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Metrics on the part that training never saw, by name (<c>aucRoc</c>). NaN where a metric is undefined.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Version of the code that computed the features and trained.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>Rows of the self-test, at least one, each in the column order of the first input; NaN is missing.</summary>
    public required IReadOnlyList<float[]> SampleRows { get; init; }

    /// <summary>What the model gave for each of <see cref="SampleRows"/> when it was made.</summary>
    public required float[] SampleOutputs { get; init; }

    /// <summary>Largest difference from <see cref="SampleOutputs"/> that another machine may show.</summary>
    public double SampleTolerance { get; init; } = 1e-4;

    /// <summary>Largest difference between the exported graph and the trainer's own predictions on the parity rows.</summary>
    public required double ParityMaxDifference { get; init; }

    /// <summary>Scores at which the model's user acts, by name, or <see langword="null"/> where the user's own settings decide.</summary>
    public IReadOnlyDictionary<string, double>? Thresholds { get; init; }

    /// <summary>Turns the raw score into a probability, or <see langword="null"/> in older manifests: the raw score is the probability then.</summary>
    public ScoreCalibration? Calibration { get; init; }

    /// <summary>Distribution of score and columns over the training rows, or <see langword="null"/> in older manifests.</summary>
    public IReadOnlyList<ReferenceHistogram>? Reference { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="InvalidModelException">No JSON, a member is missing, or the sample rows do not fit the columns.</exception>
    public static ModelManifest Parse(ReadOnlySpan<byte> json)
    {
        ModelManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, ModelJson.Default.ModelManifest)
                ?? throw new InvalidModelException("Expected a model manifest, got null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidModelException($"The model manifest cannot be read: {exception.Message}", exception);
        }

        manifest.Check();
        return manifest;
    }

    /// <summary>The manifest as UTF-8 JSON, indented, a sample row a line.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ModelJson.Default.ModelManifest);

    private void Check()
    {
        if (Inputs.Count != 1 || Inputs[0].Columns.Count == 0)
        {
            throw new InvalidModelException($"Manifest of '{Name}' {Version}: expected one input with columns, got {Inputs.Count} inputs.");
        }

        if (SampleRows.Count == 0 || SampleRows.Count != SampleOutputs.Length)
        {
            throw new InvalidModelException(
                $"Manifest of '{Name}' {Version}: expected sample rows with one output each, "
                + $"got {SampleRows.Count} and {SampleOutputs.Length}.");
        }

        if (Calibration?.Problem() is { } problem)
        {
            throw new InvalidModelException($"Manifest of '{Name}' {Version}: calibration: {problem}.");
        }

        if (Reference?.FirstOrDefault(static histogram => histogram.Shares.Length != histogram.Edges.Length + 2) is { } uneven)
        {
            throw new InvalidModelException(
                $"Manifest of '{Name}' {Version}: reference of '{uneven.Name}': expected {uneven.Edges.Length + 2} shares, got {uneven.Shares.Length}.");
        }

        var width = Inputs[0].Columns.Count;
        if (SampleRows.FirstOrDefault(row => row.Length != width) is { } wrong)
        {
            throw new InvalidModelException(
                $"Manifest of '{Name}' {Version}: expected sample rows of {width} columns, got one of {wrong.Length}.");
        }
    }
}
