using Azure.Data.Tables;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Profiles of customers who have not come for long, and counts that are too old to be compared with.</summary>
/// <param name="rows">Removes rows.</param>
/// <param name="options">How long they are kept.</param>
internal sealed class BehaviourRetention(ReadModelEraser rows, BehaviourOptions options) : IRetention
{
    private static readonly ReadModelDefinition[] Counts =
        [BehaviourTables.Funnels, BehaviourTables.Searches, BehaviourTables.Cohorts, BehaviourTables.Feedback, BehaviourTables.Coverage];

    /// <inheritdoc/>
    public string Name => "profiles and counts of behaviour";

    /// <inheritdoc/>
    public async Task<long> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = await RemoveAsync(
            BehaviourCustomers.Definition, TableClient.CreateQueryFilter($"LastSeenAt lt {now - options.KeepVisitors}"), cancellationToken).ConfigureAwait(false);
        foreach (var count in Counts)
        {
            removed += await RemoveAsync(count, TableClient.CreateQueryFilter($"At lt {now - options.KeepCounts}"), cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    // A row that is written meanwhile stays: its customer has come back.
    private async Task<long> RemoveAsync(ReadModelDefinition definition, string filter, CancellationToken cancellationToken) =>
        (await rows.EraseAsync(definition, filter, static _ => true, cancellationToken).ConfigureAwait(false)).Removed;
}
