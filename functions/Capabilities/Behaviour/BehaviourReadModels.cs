using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>The read models of behaviour, made from its state alone.</summary>
public sealed class BehaviourReadModels : IReadModelSource<BehaviourState>
{
    /// <inheritdoc/>
    public void WriteRows(BehaviourState state, BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(state);
        var customers = new ReadModelRows(BehaviourCustomers.Definition);
        foreach (var visitor in state.Visitors.Where(static visitor => visitor is { IsCustomer: true, Events: > 0 }))
        {
            BehaviourCustomers.Add(customers, visitor, state);
        }

        customers.WriteTo(result);
        var rows = new ReadModelRows(BehaviourTables.Funnels);
        BehaviourTables.AddFunnels(rows, [.. state.Funnels], state.PartitionId);
        rows.WriteTo(result);
        rows = new ReadModelRows(BehaviourTables.Searches);
        BehaviourTables.AddSearches(rows, [.. state.Searches], state.PartitionId);
        rows.WriteTo(result);
        rows = new ReadModelRows(BehaviourTables.Cohorts);
        BehaviourTables.AddCohorts(rows, [.. state.Cohorts], state.PartitionId);
        rows.WriteTo(result);
        rows = new ReadModelRows(BehaviourTables.Feedback);
        BehaviourTables.AddFeedback(rows, [.. state.Feedback], state.PartitionId);
        rows.WriteTo(result);
        rows = new ReadModelRows(BehaviourTables.Coverage);
        BehaviourTables.AddCoverage(rows, [.. state.Coverage], state.PartitionId);
        rows.WriteTo(result);
    }
}
