namespace XbFunctions.Capabilities.Fraud;

/// <summary>Drift of score and features since training.</summary>
/// <param name="Rows">Decisions compared.</param>
/// <param name="Limit">Index from which drift is alarmed.</param>
/// <param name="Entries">The largest first.</param>
/// <param name="Problem">Why there is nothing to compare; null where there is.</param>
public sealed record DriftReport(int Rows, double Limit, IReadOnlyList<DriftEntry> Entries, string? Problem)
{
    internal static DriftReport Nothing(double limit, string problem) => new(0, limit, [], problem);
}
