using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The read models of payment fraud, made from its state alone.</summary>
public sealed class FraudReadModels : IReadModelSource<FraudState>
{
    /// <inheritdoc/>
    public void WriteRows(FraudState state, BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(state);
        var rows = new ReadModelRows(FraudCustomers.Definition);
        foreach (var summary in state.Summaries.All)
        {
            FraudCustomers.Add(rows, summary, state.Customers.Find(summary.Customer.Low));
        }

        rows.WriteTo(result);
    }
}
