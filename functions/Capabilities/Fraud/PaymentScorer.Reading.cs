using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <content>From events to what the model sees, a window at a time.</content>
public sealed partial class PaymentScorer
{
    private static int WindowOf(ReadOnlySpan<StreamEvent> events)
    {
        var length = 1;
        while (length < Math.Min(events.Length, PaymentWindow.Length) && events[length].EventType != EventTypes.CustomerErased)
        {
            length++;
        }

        return length;
    }

    private void Read(ReadOnlySpan<StreamEvent> events, FraudState state, ScoringBatch batch, BatchResult result)
    {
        batch.Window.Read(events, batch.Ids, options);
        batch.Window.Warm(state, batch.Peers, result);
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var read = ref batch.Window.Events[i];
            if (read.Stage is { } stage)
            {
                result.DeadLetter(events[i], stage, read.Fault!);
            }
            else if (read.Facts.Kind == PaymentKind.Labelled)
            {
                AddLabel(events[i], read, state, batch, result);
            }
            else
            {
                AddPayment(events[i], read, batch.Window.Claims[i], state, batch, result);
            }
        }
    }

    private void AddLabel(in StreamEvent incoming, in ReadEvent read, FraudState state, ScoringBatch batch, BatchResult result)
    {
        var (facts, customer) = (read.Facts, read.Customer);
        if (!result.TryClaim($"label {incoming.EventId ?? $"{facts.PaymentId}:{EventNames.Of(facts.Label)}"}"))
        {
            return;
        }

        if (options.ArchiveDecisions)
        {
            FraudArchive.Add(batch.ArchivedLabels, incoming, facts, customer);
        }

        batch.Labelled.Add(new FraudLabelled(
            new PaymentId(facts.PaymentId),
            customer,
            facts.Label,
            facts.OccurredAt,
            state.PartitionId,
            incoming.SequenceNumber,
            facts.Source.Length == 0 ? null : facts.Source));
        if (facts.Label == PaymentLabel.Cleared)
        {
            return;
        }

        Rekey(facts, state, batch, result);
        Span<byte> change = stackalloc byte[FraudState.LabelChangeSize];
        var payment = FraudSubjectReader.Payment(facts.PaymentId);
        state.AddLabel(
            customer.Low,
            payment,
            facts.Label != PaymentLabel.Returned,
            facts.OccurredAt.ToUnixTimeMilliseconds(),
            change);
        result.Change(change);
        if (batch.Outbox is { } outbox && state.Customers.Find(customer.Low) is { } history && history.TryFind(payment, out var trace))
        {
            outbox.NoteLabel(trace);
        }

        Touch(customer, state, batch);
    }

    private void AddPayment(in StreamEvent incoming, in ReadEvent read, ulong claim, FraudState state, ScoringBatch batch, BatchResult result)
    {
        if (!result.TryClaim(claim))
        {
            return;
        }

        Rekey(read.Facts, state, batch, result);
        FraudFeatures.Write(state, read.Subject, batch.NextRow(), batch.Peers);
        state.AddPayment(read.Subject.Customer, read.Subject.Trace);
        batch.Outbox?.NotePayment();
        ref var pending = ref batch.Add();
        pending = PendingPayment.Of(
            read.Facts, read.Customer, read.Seller, read.Subject, incoming.EnqueuedAt, incoming.SequenceNumber, result.ReserveChange());
        if (batch.Warnings is { } warned && warned.Matches(read.Facts.Market, pending.Keys))
        {
            pending = pending with { IsSurge = true };
        }
    }
}
