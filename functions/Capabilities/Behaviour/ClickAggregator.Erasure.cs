using XbFunctions.Capabilities.Privacy;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>Forgetting a customer.</content>
public sealed partial class ClickAggregator
{
    private void Erase(in StreamEvent incoming, BehaviourState state, ClickBatch batch, BatchResult result)
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

        batch.Forget(order.CustomerKey);
        var removed = state.Erase(order.CustomerKey, order.OccurredAt, order.IsHome, batch.Change, out var linked);
        foreach (var visitor in linked)
        {
            batch.Forget(visitor);
        }

        result.Change(batch.Change.WrittenSpan);
        ErasureOrders.Acknowledge(result, incoming, order, removed, state.WantsSnapshot, linked);
    }
}
