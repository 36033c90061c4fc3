namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Purchase intent of a customer's open session.</summary>
/// <param name="Probability">That an order follows in the session, in [0, 1], as it was scored last before an order.</param>
/// <param name="At">Event time of the session's last event when it was scored, UTC.</param>
/// <param name="Reasons">What moved it most, by the model in use now; empty once the session has an order, or without a model.</param>
public sealed record CustomerIntent(double Probability, DateTimeOffset At, IReadOnlyList<IntentReason> Reasons);
