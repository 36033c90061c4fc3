using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Train;

/// <summary>A model trained on simulated payments, with what only a simulation can tell of it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Scenarios">How each scenario's payments in the test part would fare.</param>
internal sealed record SimulatedFraudModel(
    TrainedFraudModel Model, IReadOnlyList<ScenarioShare> Scenarios);
