namespace XbFunctions.Capabilities.Fraud;

/// <summary>How history would have been decided by another model.</summary>
/// <param name="Model">Version that decided again.</param>
/// <param name="Decided">Decisions made again.</param>
/// <param name="Skipped">Decisions whose features have other columns than the app's.</param>
/// <param name="Pairs">Counts by outcome then and now.</param>
/// <param name="Markets">Changes by market, the most changed first.</param>
/// <param name="Examples">Changed decisions with the largest amounts.</param>
public sealed record RerunReport(
    string Model,
    int Decided,
    int Skipped,
    IReadOnlyList<RerunPair> Pairs,
    IReadOnlyList<RerunMarket> Markets,
    IReadOnlyList<RerunChange> Examples);
