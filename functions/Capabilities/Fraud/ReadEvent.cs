using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>An event of <c>payments</c> as it was read, before the state has seen it.</summary>
internal struct ReadEvent
{
    /// <summary>What it says.</summary>
    public PaymentFacts Facts;

    /// <summary>Pseudonym of its customer.</summary>
    public Pseudonym Customer;

    /// <summary>What the features see of a payment; the default for a label.</summary>
    public FraudSubject Subject;

    /// <summary>Where it failed; null when it is good.</summary>
    public string? Stage;

    /// <summary>Why it failed.</summary>
    public string? Fault;

    /// <summary>Reads an event.</summary>
    /// <param name="incoming">The event.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="ids">Makes the texts.</param>
    /// <param name="options">Says how far an event's time may be off.</param>
    /// <param name="read">What was read.</param>
    public static void Read(in StreamEvent incoming, FraudSubjectReader reader, IdInterner ids, FraudOptions options, out ReadEvent read)
    {
        read = default;
        if (!PaymentReader.TryRead(incoming.Body.Span, ids, incoming.EventType, out read.Facts, out var refusal))
        {
            (read.Stage, read.Fault) = (PaymentScorer.ParseStage, refusal.ToString());
            return;
        }

        refusal = EventTime.Check(read.Facts.OccurredAt, incoming.Clock(options.TrustProducerClock), options.MaxPast, options.MaxFuture);
        if (refusal.IsRefused)
        {
            (read.Stage, read.Fault) = (PaymentScorer.ValidateStage, refusal.ToString());
            return;
        }

        read.Customer = reader.Customer(read.Facts.CustomerId);
        if (read.Facts.Kind != PaymentKind.Labelled && !reader.TryRead(read.Facts, read.Customer, out read.Subject))
        {
            (read.Stage, read.Fault) = (PaymentScorer.ValidateStage, "The member 'currency' names a currency without a reference rate.");
        }
    }
}
