namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What right and wrong decisions cost, in the base currency; gives the thresholds at which the cheaper decision changes, for each amount.
/// </summary>
/// <remarks>
/// Decision by least expected cost: Elkan, "The Foundations of Cost-Sensitive Learning" (IJCAI 2001), section 2; with costs of the single
/// payment: Bahnsen, Aouada, Ottersten, "Example-Dependent Cost-Sensitive Logistic Regression" (ICMLA 2014). Derived in <c>docs/policy.md</c>.
/// </remarks>
/// <param name="ChargebackFee">What the acquirer charges for a chargeback, 0 or more.</param>
/// <param name="Margin">Share of the amount that is profit, in [0, 1].</param>
/// <param name="ReviewMinutes">Minutes of an analyst for one review, 0 or more.</param>
/// <param name="WagePerHour">Cost of an analyst for an hour, 0 or more.</param>
/// <param name="InsultCost">What refusing a good customer costs beyond the lost margin, 0 or more.</param>
/// <param name="CatchRate">Share of frauds that a review finds, above 0 and at most 1.</param>
/// <param name="FalseRefusalRate">Share of good payments that a review refuses, in [0, 1).</param>
public sealed record DecisionCosts(
    double ChargebackFee,
    double Margin,
    double ReviewMinutes,
    double WagePerHour,
    double InsultCost,
    double CatchRate = 0.9,
    double FalseRefusalRate = 0.02)
{
    /// <summary>Thresholds for one amount.</summary>
    /// <param name="amount">In the base currency, 0 or more.</param>
    public FraudThresholds ThresholdsFor(double amount)
    {
        var good = (Margin * amount) + InsultCost;
        var loss = ((1 - Margin) * amount) + ChargebackFee;
        var review = ReviewMinutes / 60 * WagePerHour;
        var either = good / (good + loss);
        var from = (review + (FalseRefusalRate * good)) / ((CatchRate * loss) + (FalseRefusalRate * good));
        var to = (((1 - FalseRefusalRate) * good) - review) / (((1 - FalseRefusalRate) * good) + ((1 - CatchRate) * loss));

        // No probability for which a review is the cheapest: straight from approval to decline. NaN, nothing at stake, approves.
        return from < to ? new FraudThresholds(Rounded(from), Rounded(to)) : new FraudThresholds(Rounded(either), Rounded(either));
    }

    /// <summary>Says what is wrong with the costs.</summary>
    /// <returns>A sentence that names the member, or null when all is well.</returns>
    internal string? Problem()
    {
        ReadOnlySpan<(string Name, double Value, double Least, double Most)> members =
        [
            ("chargebackFee", ChargebackFee, 0, 1e6), ("margin", Margin, 0, 1), ("reviewMinutes", ReviewMinutes, 0, 1e4),
            ("wagePerHour", WagePerHour, 0, 1e5), ("insultCost", InsultCost, 0, 1e6), ("catchRate", CatchRate, 1e-6, 1),
            ("falseRefusalRate", FalseRefusalRate, 0, 0.999),
        ];
        foreach (var (name, value, least, most) in members)
        {
            if (!(value >= least && value <= most))
            {
                return $"{name}: expected {least} to {most}, got {value}";
            }
        }

        return null;
    }

    private static double Rounded(double value) => double.IsNaN(value) ? 1 : Math.Round(Math.Clamp(value, 0, 1), 6);
}
