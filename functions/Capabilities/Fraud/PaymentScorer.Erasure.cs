using XbFunctions.Capabilities.Privacy;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <content>Forgetting a customer.</content>
public sealed partial class PaymentScorer
{
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
