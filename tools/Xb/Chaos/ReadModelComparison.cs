using Azure.Data.Tables;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Chaos;

/// <summary>Holds the read model of customers against the reference.</summary>
/// <param name="service">The tables, past all faults.</param>
/// <param name="verdict">Where findings go.</param>
internal sealed class ReadModelComparison(TableServiceClient service, ChaosVerdict verdict)
{
    /// <summary>Compares.</summary>
    /// <param name="references">The reference.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(IReadOnlyList<ReferencePartition> references, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(cancellationToken);
        var customers = references.SelectMany(static reference => reference.Customers).ToList();
        foreach (var (summary, history) in customers)
        {
            var key = summary.Customer.ToString();
            if (!rows.Remove(key, out var row))
            {
                verdict.AddLost($"row of customer {key}");
            }
            else if (Difference(row, summary, history) is { } difference)
            {
                verdict.AddDifferent($"row of customer {key}: {difference}");
            }
        }

        foreach (var surplus in rows.Keys)
        {
            verdict.AddTwice($"row of customer {surplus}, who never paid");
        }

        verdict.Compared.Add(("rows of customers", customers.Count));
    }

    private async Task<Dictionary<string, TableEntity>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in service.GetTableClient(FraudCustomers.Definition.Table).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            // Fences begin with a mark that no pseudonym has.
            if (!row.RowKey.StartsWith('$'))
            {
                rows.Add(row.RowKey, row);
            }
        }

        return rows;
    }

    private static string? Difference(TableEntity row, CustomerSummary summary, EntityHistory? history)
    {
        (string Column, object Expected)[] columns =
        [
            ("Approved", (long)summary.Approved),
            ("Reviewed", (long)summary.Reviewed),
            ("Declined", (long)summary.Declined),
            ("FraudLabels", (long)(history?.FraudLabels ?? 0)),
            ("Returns", (long)(history?.Returns ?? 0)),
            ("Amount", Math.Round(summary.Amount, 2)),
            ("DeclinedAmount", Math.Round(summary.DeclinedAmount, 2)),
            ("FirstPaymentAt", DateTimeOffset.FromUnixTimeMilliseconds(summary.FirstPaymentAtMs)),
            ("LastPaymentAt", DateTimeOffset.FromUnixTimeMilliseconds(summary.LastPaymentAtMs)),
            ("LastScore", Math.Round(summary.LastScore, 6)),
            ("LastOutcome", EventNames.Of(summary.LastOutcome)),
        ];
        return columns.Where(column => !Equals(row[column.Column], column.Expected))
            .Select(column => $"{column.Column} is {row[column.Column]}, the reference has {column.Expected}")
            .FirstOrDefault();
    }
}
