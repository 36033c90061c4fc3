using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A trained fraud model with what was measured on its way.</summary>
public sealed record TrainedFraudModel
{
    /// <summary>Graph and manifest, ready to be published.</summary>
    public required ModelPackage Package { get; init; }

    /// <summary>Rows of the training, validation and test part.</summary>
    public required (int Training, int Validation, int Test) Rows { get; init; }

    /// <summary>Labelled frauds in each part.</summary>
    public required (int Training, int Validation, int Test) Frauds { get; init; }

    /// <summary>Trees kept.</summary>
    public required int Trees { get; init; }

    /// <summary>The model on the test part.</summary>
    public required FraudEvaluation Model { get; init; }

    /// <summary>The amount alone on the test part, to compare with.</summary>
    public required FraudEvaluation Amount { get; init; }

    /// <summary>Scores of the test part, in its order.</summary>
    public required IReadOnlyList<float> TestScores { get; init; }
}
