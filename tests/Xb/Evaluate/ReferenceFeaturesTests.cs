using System.Globalization;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.Evaluate;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Tests.Evaluate;

/// <summary>
/// Holds our windows against the features that the authors of the Fraud Detection Handbook computed themselves, where both define the same.
/// The data is not part of the product: <c>XB_PUBLIC_DATA</c> names the folder that has it.
/// </summary>
[TestClass]
public sealed class ReferenceFeaturesTests
{
    private const int Sample = 37;
    private static readonly DateTimeOffset First = new(2018, 7, 25, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Theirs, string Ours)[] Counts =
    [
        ("customer_id_nb_tx_1day_window", "customer_payments_24h"),
        ("customer_id_nb_tx_7day_window", "customer_payments_7d"),
        ("customer_id_nb_tx_30day_window", "customer_payments_30d"),
        ("customer_id_avg_amount_1day_window", "customer_mean_amount_24h"),
        ("customer_id_avg_amount_7day_window", "customer_mean_amount_7d"),
        ("customer_id_avg_amount_30day_window", "customer_mean_amount_30d"),
        ("terminal_id_nb_tx_1day_window", "seller_settled_payments_1d"),
        ("terminal_id_nb_tx_7day_window", "seller_settled_payments_7d"),
        ("terminal_id_nb_tx_30day_window", "seller_settled_payments_30d"),
        ("terminal_id_risk_1day_window", "seller_fraud_rate_1d"),
        ("terminal_id_risk_7day_window", "seller_fraud_rate_7d"),
        ("terminal_id_risk_30day_window", "seller_fraud_rate_30d"),
    ];

    [TestMethod]
    public void Our_windows_give_the_authors_own_values()
    {
        var folder = Environment.GetEnvironmentVariable("XB_PUBLIC_DATA");
        var references = folder is null ? "" : Path.Combine(folder, "fraud_handbook", "reference_features_2018-07-25_2018-08-14.csv.gz");
        if (!File.Exists(references))
        {
            Assert.Inconclusive("Set XB_PUBLIC_DATA to the folder that holds fraud_handbook/ to compare with the authors' features.");
        }

        var expected = Expected(references);
        using var file = CsvFile.Open(Path.Combine(folder!, "fraud_handbook", "transactions.csv.gz"), HandbookTransaction.Columns);
        var stream = new FraudStream(TimeSpan.FromDays(7));
        var (row, compared) = (new float[FraudColumns.Width], 0);
        while (file.Read() && HandbookTransaction.TryRead(file, out var transaction, out _) && transaction.At < First.AddDays(3))
        {
            // Their longest window and its delay; what is before it cannot matter.
            if (transaction.At < First.AddDays(-38))
            {
                continue;
            }

            var values = expected.GetValueOrDefault(transaction.Id);
            stream.Take(transaction, values is null ? [] : row);
            for (var i = 0; values is not null && i < Counts.Length; i++)
            {
                Assert.AreEqual(values[i], row[FraudColumns.IndexOf(Counts[i].Ours)], 1e-3 * Math.Max(1, values[i]), $"{Counts[i].Ours} of transaction {transaction.Id}");
            }

            compared += values is null ? 0 : 1;
        }

        Assert.IsGreaterThan(500, compared);
    }

    private static Dictionary<string, double[]> Expected(string path)
    {
        using var file = CsvFile.Open(path, ["transaction_id", .. Counts.Select(pair => pair.Theirs)]);
        var values = new Dictionary<string, double[]>();
        for (var line = 0; file.Read(); line++)
        {
            if (line % Sample == 0)
            {
                values.Add(
                    new string(file.Field(0)),
                    [.. Enumerable.Range(1, Counts.Length).Select(at => double.Parse(file.Field(at), CultureInfo.InvariantCulture))]);
            }
        }

        return values;
    }
}
