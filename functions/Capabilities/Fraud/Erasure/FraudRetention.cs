using Azure.Data.Tables;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Customers who have not paid for long, reviews that nobody has closed in that time, and what analysts said of payments long ago. Closed reviews and counts are removed by <see cref="MinuteSweep"/>.</summary>
/// <param name="rows">Removes rows.</param>
/// <param name="labels">Removes what analysts said.</param>
/// <param name="options">How long customers are kept.</param>
/// <param name="warnings">How long reviews are kept; what was said of them likewise.</param>
internal sealed class FraudRetention(ReadModelEraser rows, AnalystLabels labels, FraudOptions options, WarningOptions warnings) : IRetention
{
    /// <inheritdoc/>
    public string Name => "customers, open reviews and labels of fraud";

    /// <inheritdoc/>
    public async Task<long> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (customers, _) = await rows.EraseAsync(
            FraudCustomers.Definition, TableClient.CreateQueryFilter($"LastPaymentAt lt {now - options.KeepCustomers}"), static _ => true, cancellationToken).ConfigureAwait(false);

        // The latest day comes first there.
        var day = FraudReviews.PartitionOf(now - options.KeepCustomers);
        var (reviews, _) = await rows.EraseAsync(
            FraudReviews.Definition, TableClient.CreateQueryFilter($"PartitionKey gt {day} and Status ne {FraudReviews.Closed}"), static _ => true, cancellationToken).ConfigureAwait(false);
        return customers + reviews + await labels.RemoveAsync(now - warnings.KeepReviews, cancellationToken).ConfigureAwait(false);
    }
}
