using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>A model trained on simulated payments, with what only a simulation can tell of it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Scenarios">Share of each scenario's payments in the test part that would be reviewed or declined.</param>
internal sealed record SimulatedFraudModel(
    TrainedFraudModel Model, IReadOnlyList<(FraudScenario Scenario, int Payments, double Flagged)> Scenarios);
