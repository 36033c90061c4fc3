using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What is counted for one group in one minute. Cells of several partitions or minutes add up.</summary>
/// <remarks>
/// An attempt is a customer with an instrument, counted once an hour: a basket that is charged in parts, or a checkout that is tried again,
/// is one attempt and not several payments that happen to be alike.
/// </remarks>
public record struct WatchCell
{
    /// <summary>Payments decided.</summary>
    public int Payments { get; set; }

    /// <summary>Payments held for review or declined.</summary>
    public int Held { get; set; }

    /// <summary>Payments declined.</summary>
    public int Declined { get; set; }

    /// <summary>Attempts.</summary>
    public int Attempts { get; set; }

    /// <summary>Attempts of which a payment was held for review or declined.</summary>
    public int Hits { get; set; }

    /// <summary>Sum of the scores.</summary>
    public double ScoreSum { get; set; }

    /// <summary>A payment that was held; null when there was none.</summary>
    public string? Sample { get; set; }

    /// <summary>Storefront of <see cref="Sample"/>.</summary>
    public CountryCode SampleMarket { get; set; }

    /// <summary>Adds one decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="isAttempt">Whether its attempt is new.</param>
    /// <param name="isHit">Whether it is the first of its attempt that was held.</param>
    internal void Add(in WatchedDecision decision, bool isAttempt, bool isHit)
    {
        Payments++;
        Attempts += isAttempt ? 1 : 0;
        Hits += isHit ? 1 : 0;
        ScoreSum += decision.Score;
        if (decision.Outcome == DecisionOutcome.Approve)
        {
            return;
        }

        Held++;
        Declined += decision.Outcome == DecisionOutcome.Decline ? 1 : 0;
        if (Sample is null)
        {
            (Sample, SampleMarket) = (decision.PaymentId, decision.Market);
        }
    }

    /// <summary>Adds another cell of the same group.</summary>
    /// <param name="other">The other cell.</param>
    public void Add(in WatchCell other)
    {
        Payments += other.Payments;
        Held += other.Held;
        Declined += other.Declined;
        Attempts += other.Attempts;
        Hits += other.Hits;
        ScoreSum += other.ScoreSum;
        if (Sample is null)
        {
            (Sample, SampleMarket) = (other.Sample, other.SampleMarket);
        }
    }
}
