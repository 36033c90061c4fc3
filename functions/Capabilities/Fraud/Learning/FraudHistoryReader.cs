using System.IO.Hashing;
using System.Runtime.InteropServices;
using Azure.Storage.Blobs;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reads decisions and labels from the archive and joins them. Thread-safe.</summary>
/// <param name="storage">Account of the archive.</param>
/// <param name="options">Names its container.</param>
public sealed class FraudHistoryReader(BlobServiceClient storage, ArchiveOptions options)
{
    private static readonly string Declined = EventNames.Of(DecisionOutcome.Decline);
    private readonly ArchiveReader _files = new(storage, options);
    private readonly ArchiveFrameReader _frames = new(storage, options);

    /// <summary>Lists the files of decisions, by date, partition and sequence number; none lies within another.</summary>
    /// <param name="range">Dates.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public Task<IReadOnlyList<ArchiveName>> ListAsync(HistoryRange range, CancellationToken cancellationToken = default) =>
        ListAsync(FraudArchive.DecisionsName, range.From, range.To, cancellationToken);

    /// <summary>Reads one file of decisions whole.</summary>
    /// <param name="file">From <see cref="ListAsync(HistoryRange, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<ArchiveFrame> ReadFileAsync(ArchiveName file, CancellationToken cancellationToken = default) =>
        _frames.ReadAsync(file.Blob, cancellationToken);

    /// <summary>Reads decisions, and the labels that arrived since the first of them.</summary>
    /// <param name="range">What is wanted.</param>
    /// <param name="labelDelay">Age from which a payment without a label counts as genuine.</param>
    /// <param name="progress">Told the share of the files that is read, in [0, 1].</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A file lacks a column that every version has.</exception>
    public async Task<FraudHistory> ReadAsync(
        HistoryRange range, TimeSpan labelDelay, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = await ListAsync(range, cancellationToken).ConfigureAwait(false);
        var labelFiles = await ListAsync(FraudArchive.Labels.Name, range.From, DateOnly.MaxValue, cancellationToken).ConfigureAwait(false);
        var labels = new FraudLabelBook();
        var sample = new HistorySample(range.MaxRows);
        var (done, watermark) = (0, DateTimeOffset.MinValue);
        foreach (var file in labelFiles)
        {
            watermark = Later(watermark, ReadLabels(await ReadFileAsync(file, cancellationToken).ConfigureAwait(false), labels));
            progress?.Report((double)++done / (files.Count + labelFiles.Count));
        }

        foreach (var file in files)
        {
            watermark = Later(watermark, ReadDecisions(await ReadFileAsync(file, cancellationToken).ConfigureAwait(false), range, labels, sample));
            progress?.Report((double)++done / (files.Count + labelFiles.Count));
        }

        var young = watermark == DateTimeOffset.MinValue ? watermark : watermark - labelDelay;
        return new FraudHistory([.. sample.Decisions.Select(Judge).OrderBy(static row => row.OccurredAt)], watermark, sample.Share);

        // A young payment is left out even when it has its label: with frauds known early and the genuine not, fraud would look common.
        ArchivedDecision Judge(ArchivedDecision decision) => decision switch
        {
            { OccurredAt: var at } when at > young => decision with { Truth = PaymentTruth.Unknown },
            { Truth: PaymentTruth.Unknown } when decision.Outcome != Declined => decision with { Truth = PaymentTruth.Genuine },
            _ => decision,
        };
    }

    private async Task<IReadOnlyList<ArchiveName>> ListAsync(string dataset, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var files = new List<ArchiveName>();
        await foreach (var blob in _files.ListAsync(dataset, cancellationToken).ConfigureAwait(false))
        {
            if (blob.Name.Dataset == dataset && blob.Name.Date >= from && blob.Name.Date <= to)
            {
                files.Add(blob.Name);
            }
        }

        // Just before a writer removes a file that a longer one replaces, both are listed.
        return files.FindAll(file => !files.Exists(other => other != file && other.Date == file.Date
            && other.PartitionId == file.PartitionId && other.First <= file.First && other.Last >= file.Last));
    }

    private static DateTimeOffset ReadLabels(ArchiveFrame frame, FraudLabelBook labels)
    {
        var (payments, words, times) = (frame.Texts("payment_id"), frame.Texts("label"), frame.Times("occurred_at"));
        for (var row = 0; row < frame.RowCount; row++)
        {
            labels.Add(payments[row]!, words[row]!);
        }

        return Latest(times);
    }

    private static DateTimeOffset ReadDecisions(ArchiveFrame frame, HistoryRange range, FraudLabelBook labels, HistorySample sample)
    {
        var rows = new ArchivedDecisionRows(frame, range.Features);
        for (var row = 0; row < frame.RowCount; row++)
        {
            var payment = rows.PaymentAt(row);
            if (sample.Wants(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(payment.AsSpan()))))
            {
                sample.Add(rows.At(row, labels.Of(payment)));
            }
        }

        return Latest(frame.Times("occurred_at"));
    }

    private static DateTimeOffset Latest(IReadOnlyList<DateTime> times) =>
        times.Count == 0 ? DateTimeOffset.MinValue : new DateTimeOffset(DateTime.SpecifyKind(times.Max(), DateTimeKind.Utc));

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
