using XbFunctions.Inference;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>A trained model with all that the report says about it.</summary>
internal sealed record TrainedFraudModel
{
    /// <summary>What is written to the folder.</summary>
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

    /// <summary>Share of each scenario's payments in the test part that would be reviewed or declined.</summary>
    public required IReadOnlyList<(FraudScenario Scenario, int Payments, double Flagged)> Scenarios { get; init; }
}
