using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>One event of the simulated marketplace with the ground truth that a real platform would not know.</summary>
/// <param name="Hub">The hub that the event belongs to, one of <see cref="HubNames"/>.</param>
/// <param name="Event">The event as a platform service would publish it.</param>
/// <param name="Scenario">
/// What is really going on. On a payment other than <see cref="FraudScenario.None"/> it means the payment is fraudulent.
/// </param>
public readonly record struct SimulatedEvent(string Hub, IXbEvent Event, FraudScenario Scenario);
