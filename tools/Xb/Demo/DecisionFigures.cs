namespace XbFunctions.Xb.Demo;

/// <summary>What the decisions of a demo add up to so far.</summary>
/// <param name="Decided">Payments decided.</param>
/// <param name="Outcomes">Payments by outcome, from mild to strict.</param>
/// <param name="Markets">Payments by market, the busiest first.</param>
/// <param name="Declined">The latest declined ones, newest first.</param>
/// <param name="Median">Median time from the payment's arrival at its hub to the decision's arrival at its own; zero before the first.</param>
/// <param name="Slowest">The same at the 99th percentile.</param>
/// <param name="Sample">A decided payment to ask for; null before the first.</param>
/// <param name="Model">The model that scored the latest payment; null when rules alone decided.</param>
internal sealed record DecisionFigures(
    long Decided,
    IReadOnlyList<(string Outcome, long Payments)> Outcomes,
    IReadOnlyList<MarketFigures> Markets,
    IReadOnlyList<DeclinedPayment> Declined,
    TimeSpan Median,
    TimeSpan Slowest,
    string? Sample,
    string? Model);
