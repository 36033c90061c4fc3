namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decisions of a span of time, summed up.</summary>
/// <param name="From">Begin of the first hour, UTC.</param>
/// <param name="To">End of the last hour, UTC.</param>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="Total">All markets and hours together.</param>
/// <param name="Markets">By market, the one with most payments first.</param>
/// <param name="Hours">By hour, in order; hours without a payment are left out.</param>
/// <param name="Rules">Rules that fired most often on held payments, at most ten.</param>
/// <param name="Reasons">Reasons given most often for held payments, at most ten.</param>
public sealed record FraudSummaryAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    string Currency,
    FraudSummaryAnswer.Figures Total,
    IReadOnlyList<FraudSummaryAnswer.OfMarket> Markets,
    IReadOnlyList<FraudSummaryAnswer.OfHour> Hours,
    IReadOnlyList<FraudSummaryAnswer.Named> Rules,
    IReadOnlyList<FraudSummaryAnswer.Named> Reasons)
{
    /// <summary>Figures of a group of payments.</summary>
    /// <param name="Payments">Payments decided.</param>
    /// <param name="Approve">What was let through.</param>
    /// <param name="Review">What was held for an analyst.</param>
    /// <param name="Decline">What was refused.</param>
    /// <param name="MeanScore">Mean probability of fraud, in [0, 1].</param>
    public sealed record Figures(long Payments, OfOutcome Approve, OfOutcome Review, OfOutcome Decline, double MeanScore);

    /// <summary>Figures of one outcome.</summary>
    /// <param name="Count">Payments.</param>
    /// <param name="Rate">Their share of the payments, in [0, 1].</param>
    /// <param name="Amount">Their sum.</param>
    public sealed record OfOutcome(long Count, double Rate, double Amount);

    /// <summary>Figures of one market.</summary>
    /// <param name="Market">The storefront.</param>
    /// <param name="Figures">Its figures.</param>
    public sealed record OfMarket(string Market, Figures Figures);

    /// <summary>Figures of one hour.</summary>
    /// <param name="Hour">When it begins, UTC.</param>
    /// <param name="Figures">Its figures.</param>
    public sealed record OfHour(DateTimeOffset Hour, Figures Figures);

    /// <summary>How often something was named.</summary>
    /// <param name="Name">Rule or reason code.</param>
    /// <param name="Count">Held payments that name it.</param>
    public sealed record Named(string Name, long Count);
}
