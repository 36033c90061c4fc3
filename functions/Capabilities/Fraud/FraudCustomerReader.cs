using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reads what is known of a customer's payments. Thread-safe.</summary>
/// <param name="rows">The read models.</param>
public sealed class FraudCustomerReader(ReadModelReader rows)
{
    /// <summary>Finds a customer.</summary>
    /// <param name="customer">The customer's pseudonym.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What is known, or null for a customer without a payment.</returns>
    public async Task<FraudCustomerAnswer?> FindAsync(Pseudonym customer, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(
            FraudCustomers.Definition, FraudCustomers.PartitionOf(customer), customer.ToString(), cancellationToken).ConfigureAwait(false);
        return row is null
            ? null
            : new FraudCustomerAnswer(
                customer,
                new(Whole("Approved"), Whole("Reviewed"), Whole("Declined")),
                new(Whole("FraudLabels"), Whole("Returns")),
                Number("Amount"),
                Number("DeclinedAmount"),
                Time("FirstPaymentAt"),
                Time("LastPaymentAt"),
                new(row.GetString("LastOutcome"), Number("LastScore"), Time("LastDecidedAt")),
                new(row.GetString(ReadModelDefinition.StreamColumn), Whole(ReadModelDefinition.SequenceColumn)));

        long Whole(string column) => row.GetInt64(column) ?? 0;
        double Number(string column) => row.GetDouble(column) ?? 0;
        DateTimeOffset Time(string column) => row.GetDateTimeOffset(column) ?? default;
    }
}
