namespace XbFunctions.Capabilities.Fraud;

/// <summary>What the gate found.</summary>
/// <param name="Challenger">Version that was judged.</param>
/// <param name="Champion">Version that it was compared with; null where none serves, or it has other columns.</param>
/// <param name="From">First event time of the part that it was judged on, UTC; the challenger has not seen it.</param>
/// <param name="To">Last event time.</param>
/// <param name="Rows">Payments in that part.</param>
/// <param name="Frauds">Frauds among them.</param>
/// <param name="Checks">Every condition.</param>
/// <param name="Fairness">The challenger by group.</param>
public sealed record GateResult(
    string Challenger,
    string? Champion,
    DateTimeOffset From,
    DateTimeOffset To,
    int Rows,
    int Frauds,
    IReadOnlyList<GateCheck> Checks,
    FairnessReport Fairness)
{
    /// <summary>Whether every condition holds.</summary>
    public bool Passed => Checks.All(static check => check.Passed);

    /// <summary>The conditions that do not hold, or that all do, in words.</summary>
    public string Reason => Passed
        ? "All conditions of the gate hold."
        : string.Join(' ', Checks.Where(static check => !check.Passed).Select(static check => check.Text));
}
