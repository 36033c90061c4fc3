using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The decision on one payment while it is made and written: what <see cref="FraudDecided"/> says besides the payment itself. Reused from
/// payment to payment, so that a plain approval allocates nothing; not thread-safe.
/// </summary>
internal sealed class FraudDecision
{
    /// <summary>What to do.</summary>
    public DecisionOutcome Outcome { get; set; }

    /// <summary>Probability of fraud in [0, 1].</summary>
    public double Score { get; set; }

    /// <summary>The score with the rules' modifiers; null where no rule that hit has one.</summary>
    public double? AdjustedScore { get; set; }

    /// <summary>Why, the weightiest first.</summary>
    public List<DecisionReason> Reasons { get; } = [];

    /// <summary>Rules that hit.</summary>
    public List<AppliedRule> Rules { get; } = [];

    /// <summary>How contributions were computed; null where no reason has one.</summary>
    public ReasonMethod? ReasonMethod { get; set; }

    /// <summary>Thresholds that the score was held against.</summary>
    public FraudThresholds Thresholds { get; set; }

    /// <summary>Version of the policy.</summary>
    public string PolicyVersion { get; set; } = "";

    /// <summary>Lists that the payment stands on.</summary>
    public List<string> Lists { get; } = [];

    /// <summary>Rules that are snoozed for the customer and would have hit.</summary>
    public List<string> Snoozed { get; } = [];

    /// <summary>Whether a decline became a review because of the cap.</summary>
    public bool Capped { get; set; }

    /// <summary>Why rules alone decided; null where a model scored.</summary>
    public string? Degraded { get; set; }

    /// <summary>The model that scored; null when there was none.</summary>
    public ModelReference? Model { get; set; }

    /// <summary>Time of the decision, UTC.</summary>
    public DateTimeOffset DecidedAt { get; set; }

    /// <summary>Partition of <c>payments</c> that the payment came from.</summary>
    public string Partition { get; set; } = "";

    /// <summary>What rules ask besides the features.</summary>
    public PolicyFacts Facts { get; } = new();

    /// <summary>Empties it for the next payment; model, policy, partition and time stay.</summary>
    public void Clear()
    {
        Reasons.Clear();
        Rules.Clear();
        Lists.Clear();
        Snoozed.Clear();
        AdjustedScore = null;
        ReasonMethod = null;
        Capped = false;
    }

    /// <summary>The decision as an event of its own.</summary>
    /// <param name="payment">Its payment.</param>
    public FraudDecided ToEvent(in PendingPayment payment) => new(
        new PaymentId(payment.PaymentId),
        payment.Customer,
        payment.Market,
        Outcome,
        Score,
        [.. Reasons],
        [.. Rules],
        payment.Amount.ToDecimal(),
        payment.Amount.Currency,
        payment.CrossBorder,
        payment.OccurredAt,
        payment.EnqueuedAt,
        DecidedAt,
        Partition,
        payment.SequenceNumber,
        Model,
        Known(payment.Keys.Issuer),
        Known(payment.Keys.Shipping),
        Known(payment.Keys.Language),
        Known(payment.Keys.Seller),
        Known(payment.Keys.Instrument),
        Known(payment.Keys.Device),
        Known(payment.Keys.Address),
        ReasonMethod,
        AdjustedScore,
        new AppliedPolicy(
            PolicyVersion,
            Thresholds.Review,
            Thresholds.Decline,
            Lists.Count == 0 ? null : [.. Lists],
            Snoozed.Count == 0 ? null : [.. Snoozed],
            Capped ? true : null,
            Degraded));

    private static T? Known<T>(T value)
        where T : struct, IEquatable<T> => value.Equals(default) ? null : value;
}
