using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Takes a customer's profile out of its table.</summary>
/// <param name="rows">Removes rows.</param>
internal sealed class BehaviourTableErasure(ReadModelEraser rows) : IErasureStore, IKnownCustomers
{
    /// <inheritdoc/>
    public string Name => "profiles";

    /// <inheritdoc/>
    public async Task<(long Removed, bool SawAll)> EraseAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var (removed, sawAll) = (0L, true);
        foreach (var customer in scope.Customers)
        {
            if (await FindAsync(customer, cancellationToken).ConfigureAwait(false) is { } row)
            {
                var partition = row.GetString(ReadModelDefinition.StreamColumn)?.Split('|')[^1] ?? "";
                var taken = await rows.EraseAsync(
                    BehaviourCustomers.Definition, row.PartitionKey, row.RowKey, scope.ThroughOf("behaviour", partition), cancellationToken).ConfigureAwait(false);
                (removed, sawAll) = (removed + taken.Removed, sawAll && taken.SawAll);
            }
        }

        return (removed, sawAll);
    }

    /// <inheritdoc/>
    public async Task<bool> IsKnownAsync(Pseudonym customer, CancellationToken cancellationToken) =>
        await FindAsync(customer, cancellationToken).ConfigureAwait(false) is not null;

    private Task<Azure.Data.Tables.TableEntity?> FindAsync(Pseudonym customer, CancellationToken cancellationToken) =>
        rows.Reader.FindAsync(BehaviourCustomers.Definition, BehaviourCustomers.PartitionOf(customer), customer.ToString(), cancellationToken);
}
