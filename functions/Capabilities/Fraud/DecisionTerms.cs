using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What decides the payments of a batch: one model and the thresholds that go with it. Immutable; made once for each model.</summary>
/// <param name="options">Rules and thresholds.</param>
/// <param name="model">The model that scores; null when there is none.</param>
internal sealed class DecisionTerms(FraudOptions options, ScoringModel? model)
{
    /// <summary>The model that scores.</summary>
    public ScoringModel? Model { get; } = model;

    /// <summary>How decisions name the model.</summary>
    public ModelReference? Reference { get; } =
        model is null ? null : new ModelReference(model.Manifest.Name, model.Manifest.Version, model.Manifest.Sha256);

    /// <summary>Where decisions change.</summary>
    public FraudThresholds Thresholds { get; } = FraudThresholds.From(options, model?.Manifest.Thresholds);
}
