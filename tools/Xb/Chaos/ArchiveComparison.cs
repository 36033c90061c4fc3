using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Xb.Chaos;

/// <summary>Holds the archive against the reference: each row there once, and each decision's row the decision.</summary>
/// <param name="storage">The storage, past all faults.</param>
/// <param name="verdict">Where findings go.</param>
internal sealed class ArchiveComparison(BlobServiceClient storage, ChaosVerdict verdict)
{
    private readonly ArchiveReader _reader = new(storage, new ArchiveOptions());

    /// <summary>Compares.</summary>
    /// <param name="references">The reference.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(IReadOnlyList<ReferencePartition> references, CancellationToken cancellationToken)
    {
        var decisions = references.SelectMany(static reference => reference.Decisions.Values)
            .ToDictionary(static decided => (decided.Partition, decided.SequenceNumber));
        await CompareAsync(FraudArchive.Decisions.Name, decisions.Keys.ToHashSet(), CompareDecision, cancellationToken);
        var labels = references.SelectMany(static reference => reference.Labels.Select(label => (reference.Partition.PartitionId, label))).ToHashSet();
        await CompareAsync(FraudArchive.Labels.Name, labels, static (_, _) => { }, cancellationToken);

        void CompareDecision((string, long) place, Func<string, object?> row)
        {
            var decided = decisions[place];
            if ((string?)row("payment_id") != decided.PaymentId.Value
                || (string?)row("outcome") != EventNames.Of(decided.Outcome)
                || Math.Abs((double)row("score")! - decided.Score) > 1e-6)
            {
                verdict.AddDifferent($"archived decision {place}");
            }
        }
    }

    private async Task CompareAsync(
        string dataset, HashSet<(string, long)> expected, Action<(string, long), Func<string, object?>> compare, CancellationToken cancellationToken)
    {
        var found = new HashSet<(string, long)>();
        await foreach (var file in _reader.ListAsync(dataset, cancellationToken))
        {
            var table = await _reader.ReadAsync(file.Name.Blob, int.MaxValue, cancellationToken);
            var columns = table.Columns.Select(static (column, index) => (column.Name, index)).ToDictionary(StringComparer.Ordinal);
            foreach (var row in table.Rows)
            {
                var place = ((string)row[columns["partition"]]!, (long)row[columns["sequence_number"]]!);
                if (!found.Add(place) || !expected.Contains(place))
                {
                    verdict.AddTwice($"row {place} of {dataset}");
                    continue;
                }

                compare(place, name => row[columns[name]]);
            }
        }

        foreach (var missing in expected.Where(place => !found.Contains(place)))
        {
            verdict.AddLost($"row {missing} of {dataset}");
        }

        verdict.Compared.Add(($"rows of {dataset}", expected.Count));
    }
}
