using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>
/// What a training run knows about its model beyond the trees: the part of the manifest that <see cref="TreeModelPackager"/> cannot
/// measure.
/// </summary>
public sealed record ModelDescription
{
    /// <summary>Model name, one word in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Version, unique within the model.</summary>
    public required string Version { get; init; }

    /// <summary>When the model was trained, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Event time of the training rows.</summary>
    public required TrainingRange TrainingRange { get; init; }

    /// <summary>Metrics on the part that training never saw, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Version of the code that computed the features and trained.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>Scores at which the model's user acts, by name, or <see langword="null"/>.</summary>
    public IReadOnlyDictionary<string, double>? Thresholds { get; init; }

    /// <summary>Turns the raw score into a probability, or <see langword="null"/>.</summary>
    public ScoreCalibration? Calibration { get; init; }

    /// <summary>Distribution of score and columns over the training rows, or <see langword="null"/>.</summary>
    public IReadOnlyList<ReferenceHistogram>? Reference { get; init; }
}
