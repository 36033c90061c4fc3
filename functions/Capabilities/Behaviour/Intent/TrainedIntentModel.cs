using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A trained intent model with what was measured on its way.</summary>
public sealed record TrainedIntentModel
{
    /// <summary>Graph and manifest, ready to be published.</summary>
    public required ModelPackage Package { get; init; }

    /// <summary>Rows of the training, validation and test part.</summary>
    public required (int Training, int Validation, int Test) Rows { get; init; }

    /// <summary>Share of the test part's rows that an order followed.</summary>
    public required double TestShare { get; init; }

    /// <summary>Trees kept.</summary>
    public required int Trees { get; init; }
}
