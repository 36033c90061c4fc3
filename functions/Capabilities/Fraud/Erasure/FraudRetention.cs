using Azure.Data.Tables;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Customers who have not paid for long, and what analysts said of payments long ago. Reviews and counts are removed by <see cref="MinuteSweep"/>.</summary>
/// <param name="rows">Removes rows.</param>
/// <param name="labels">Removes what analysts said.</param>
/// <param name="options">How long customers are kept.</param>
/// <param name="warnings">How long reviews are kept; what was said of them likewise.</param>
internal sealed class FraudRetention(ReadModelEraser rows, AnalystLabels labels, FraudOptions options, WarningOptions warnings) : IRetention
{
    /// <inheritdoc/>
    public string Name => "customers and labels of fraud";

    /// <inheritdoc/>
    public async Task<long> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (customers, _) = await rows.EraseAsync(
            FraudCustomers.Definition, TableClient.CreateQueryFilter($"LastPaymentAt lt {now - options.KeepCustomers}"), static _ => true, cancellationToken).ConfigureAwait(false);
        return customers + await labels.RemoveAsync(now - warnings.KeepReviews, cancellationToken).ConfigureAwait(false);
    }
}
