using System.Globalization;
using System.Reflection;
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

    /// <summary>Describes a model that was trained just now by the code that runs; its metrics are to be filled in.</summary>
    /// <param name="name">Model name, one word in lower case.</param>
    /// <param name="range">Event time of the training rows.</param>
    /// <param name="now">The time, which is also its version, to the second.</param>
    public static ModelDescription Of(string name, TrainingRange range, DateTimeOffset now) => new()
    {
        Name = name,
        Version = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture),
        CreatedAt = now,
        TrainingRange = range,
        Metrics = new Dictionary<string, double>(),
        CodeVersion = CurrentCode,
    };

    /// <summary>Version of the code that runs, its commit included.</summary>
    public static string CurrentCode { get; } =
        typeof(ModelDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
