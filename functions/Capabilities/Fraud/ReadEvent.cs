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

    /// <summary>Pseudonym of its seller; the default for a label.</summary>
    public Pseudonym Seller;

    /// <summary>What the features see of a payment; the default for a label.</summary>
    public FraudSubject Subject;

    /// <summary>Where it failed; null when it is good.</summary>
    public string? Stage;

    /// <summary>Why it failed.</summary>
    public string? Fault;

    /// <summary>Reads what an event says.</summary>
    /// <param name="incoming">The event.</param>
    /// <param name="ids">Makes the texts.</param>
    /// <param name="options">Says how far an event's time may be off.</param>
    /// <param name="read">What was read; its people are not known yet.</param>
    public static void Read(in StreamEvent incoming, IdInterner ids, FraudOptions options, out ReadEvent read)
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
        }
    }

    /// <summary>Makes what the features see of an event that is good so far.</summary>
    /// <param name="reader">Converts amounts.</param>
    /// <param name="people">Pseudonyms of its people.</param>
    public void Recognise(FraudSubjectReader reader, in PaymentPeople people)
    {
        (Customer, Seller) = (people.Customer, people.Seller);
        if (Facts.Kind != PaymentKind.Labelled && !reader.TryRead(Facts, people, out Subject))
        {
            (Stage, Fault) = (PaymentScorer.ValidateStage, "The member 'currency' names a currency without a reference rate.");
        }
    }
}
