using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>Forgetting a customer, and carrying people over to another key of the pseudonyms.</content>
public sealed partial class ClickAggregator
{
    // Before the click counts, so that it joins what is known of its visitor.
    private void Rekey(in ClickFacts facts, BehaviourState state, ClickBatch batch, BatchResult result)
    {
        foreach (var previous in reader.Previous)
        {
            if (state.Rekey(ClickSubjectReader.VisitorOf(facts, previous), batch.Click.Visitor, batch.Change))
            {
                result.Change(batch.Change.WrittenSpan);
            }
        }
    }

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
