using Azure.Data.Tables;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Takes a customer's rows out of the tables of fraud: the customer's own, reviews, and what analysts said of the customer's payments.</summary>
/// <param name="rows">Removes rows.</param>
/// <param name="labels">Removes what analysts said.</param>
internal sealed class FraudTableErasure(ReadModelEraser rows, AnalystLabels labels) : IErasureStore, IKnownCustomers
{
    /// <inheritdoc/>
    public string Name => "fraud tables";

    /// <inheritdoc/>
    public async Task<(long Removed, bool SawAll)> EraseAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var (removed, sawAll) = (0L, true);
        foreach (var customer in scope.Customers)
        {
            var row = await rows.EraseAsync(
                FraudCustomers.Definition, FraudCustomers.PartitionOf(customer), customer.ToString(), scope.ThroughOf("fraud"), cancellationToken)
                .ConfigureAwait(false);
            (removed, sawAll) = (removed + row.Removed, sawAll && row.SawAll);
        }

        // What analysts said first: the reviews tell which payments are the customer's.
        var payments = new HashSet<string>(StringComparer.Ordinal);
        await FindAsync(scope, payments, cancellationToken).ConfigureAwait(false);
        removed += await labels.RemoveAsync(payments, cancellationToken).ConfigureAwait(false);
        var reviews = await rows.EraseAsync(FraudReviews.Definition, "", row => IsOf(row, scope), cancellationToken).ConfigureAwait(false);
        return (removed + reviews.Removed, sawAll && reviews.SawAll);
    }

    /// <inheritdoc/>
    public async Task<bool> IsKnownAsync(Pseudonym customer, CancellationToken cancellationToken) =>
        await rows.Reader.FindAsync(FraudCustomers.Definition, FraudCustomers.PartitionOf(customer), customer.ToString(), cancellationToken)
            .ConfigureAwait(false) is not null;

    private async Task FindAsync(ErasureScope scope, HashSet<string> payments, CancellationToken cancellationToken)
    {
        await foreach (var row in rows.Reader.QueryAsync(FraudReviews.Definition, "", 1_000, cancellationToken).ConfigureAwait(false))
        {
            if (IsOf(row, scope))
            {
                payments.Add(row.GetString("PaymentId"));
            }
        }
    }

    private static bool IsOf(TableEntity row, ErasureScope scope) =>
        row.GetString("Decision") is { } decision
        && scope.Texts.Any(text => decision.Contains(text, StringComparison.Ordinal))
        && (row.GetInt64(ReadModelDefinition.SequenceColumn) ?? 0)
            < scope.ThroughOf("warning", row.GetString(ReadModelDefinition.StreamColumn)?.Split('|')[^1] ?? "");
}
