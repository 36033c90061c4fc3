using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <content>Forgetting a customer, and carrying people over to another key of the pseudonyms.</content>
public sealed partial class PaymentScorer
{
    // Before the event is looked at, so that it meets what is known of its people.
    private void Rekey(in PaymentFacts facts, FraudState state, ScoringBatch batch, BatchResult result)
    {
        Span<byte> change = stackalloc byte[FraudState.RekeyChangeSize];
        for (var previous = 0; previous < reader.PreviousKeys; previous++)
        {
            if (!reader.TryReadPrevious(previous, facts, out var keys) || !state.Knows(keys))
            {
                continue;
            }

            // What came before is decided before: a replay adds each payment with its decision, and must not carry over one that was made later.
            Finish(state, batch, result);
            batch.NextPart();
            if (state.Rekey(keys, change))
            {
                result.Change(change);
            }
        }
    }

    private void Erase(in StreamEvent incoming, FraudState state, ScoringBatch batch, BatchResult result)
    {
        if (erasures is null)
        {
            return;
        }

        if (!erasures.TryRead(incoming, out var order, out var fault))
        {
            result.DeadLetter(incoming, ParseStage, fault);
            return;
        }

        if (!result.TryClaim(order.OrderId))
        {
            return;
        }

        batch.Forget(state.Summaries.Find(order.CustomerKey.Low));
        Span<byte> change = stackalloc byte[FraudState.EraseChangeSize];
        var removed = state.Erase(order.CustomerKey, change);
        result.Change(change);

        // Other partitions know the customer's payments by instrument and device: they are told everything anew.
        batch.Outbox?.TellAgain();
        ErasureOrders.Acknowledge(result, incoming, order, removed, forgets: true, []);
    }
}
