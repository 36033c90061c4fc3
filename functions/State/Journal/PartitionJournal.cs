using System.Runtime.InteropServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace XbFunctions.State;

/// <summary>
/// The newest journal of one function and partition, open for appending: an append blob whose every block is one record.
/// </summary>
/// <remarks>
/// Each append is conditional on the position where this owner believes the blob ends. A wrong position means that another owner wrote,
/// or that an earlier try of ours took effect though its answer was lost: the bytes at the position tell which. Not thread-safe.
/// </remarks>
internal sealed class PartitionJournal(BlobContainerClient container, string folder, TransientRetry retry, ulong writer)
{
    /// <summary>Most bytes of one record, header included: the append block limit of every service version.</summary>
    public const int MaxRecordBytes = 4 * 1024 * 1024;

    /// <summary>Most parts of one batch.</summary>
    public const int MaxParts = 64;

    private AppendBlobClient _blob = container.GetAppendBlobClient(JournalName.Journal(folder, 0));

    /// <summary>Random number of this owner.</summary>
    public ulong Writer => writer;

    /// <summary>Number of this journal; each snapshot begins a new one.</summary>
    public long Generation { get; private set; }

    /// <summary>Bytes in the journal.</summary>
    public long Position { get; private set; }

    /// <summary>Records in the journal.</summary>
    public int Records { get; private set; }

    /// <summary>Takes over a journal that was read to its end.</summary>
    public void Open(long generation, long position, int records)
    {
        _blob = container.GetAppendBlobClient(JournalName.Journal(folder, generation));
        (Generation, Position, Records) = (generation, position, records);
    }

    /// <summary>Begins an empty journal. One that is there already was begun by another owner: the first append finds out.</summary>
    public async Task CreateAsync(long generation, CancellationToken cancellationToken)
    {
        Open(generation, position: 0, records: 0);
        var blob = _blob;
        var options = new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } };
        await retry.RunAsync(
            $"Creating {blob.Name}",
            async token =>
            {
                try
                {
                    await blob.CreateAsync(options, token).ConfigureAwait(false);
                }
                catch (RequestFailedException failed) when (failed.Status is 409 or 412)
                {
                    // It exists: begun by another owner, or by a try of ours whose answer was lost.
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits a record, in several parts when it is too long for one block.</summary>
    /// <param name="header">The record's header; parts and writer are filled in here.</param>
    /// <param name="record">Room for the header, then the payload; overwritten.</param>
    /// <param name="cancellationToken">Gives up; whether the record was written is then unknown.</param>
    /// <exception cref="JournalFencedException">Another owner has written.</exception>
    /// <exception cref="RecordTooLargeException">More than <see cref="MaxParts"/> parts would be needed.</exception>
    public async Task AppendAsync(JournalRecordHeader header, Memory<byte> record, CancellationToken cancellationToken)
    {
        const int PartPayload = MaxRecordBytes - JournalRecordHeader.Bytes;
        var payloadBytes = record.Length - JournalRecordHeader.Bytes;
        var parts = Math.Max(1, (payloadBytes + PartPayload - 1) / PartPayload);
        if (parts > MaxParts)
        {
            throw new RecordTooLargeException(payloadBytes, (long)MaxParts * PartPayload);
        }

        for (var part = 0; part < parts; part++)
        {
            // A part's header overwrites the end of the part before it, which is stored by now.
            var start = part * PartPayload;
            var block = record.Slice(start, Math.Min(MaxRecordBytes, record.Length - start));
            (header with { Part = (ushort)part, Parts = (ushort)parts, Writer = writer }).Write(block.Span);
            await AppendBlockAsync(block, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the journal still ends where this owner left it.</summary>
    public Task<bool> IsAtEndAsync(CancellationToken cancellationToken)
    {
        var blob = _blob;
        return retry.RunAsync(
            $"Looking at {blob.Name}",
            async token =>
            {
                try
                {
                    var properties = await blob.GetPropertiesAsync(cancellationToken: token).ConfigureAwait(false);
                    return properties.Value.ContentLength == Position;
                }
                catch (RequestFailedException failed) when (failed.Status == 404)
                {
                    return false;
                }
            },
            cancellationToken);
    }

    private async Task AppendBlockAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        if (!MemoryMarshal.TryGetArray(block, out var bytes))
        {
            throw new ArgumentException("The record must be backed by an array.", nameof(block));
        }

        var options = new AppendBlobAppendBlockOptions
        {
            Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = Position },
        };
        await retry.RunAsync(
            $"Appending to {_blob.Name}",
            async token =>
            {
                try
                {
                    using var content = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
                    await _blob.AppendBlockAsync(content, options, token).ConfigureAwait(false);
                }
                catch (RequestFailedException failed) when (failed.Status is 404 or 412)
                {
                    if (failed.Status == 404 || !await TailIsAsync(block, token).ConfigureAwait(false))
                    {
                        throw new JournalFencedException(_blob.Name, Position);
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        Position += block.Length;
        Records++;
    }

    /// <summary>True when the bytes from the position on are this very block: an earlier try of ours landed.</summary>
    private async Task<bool> TailIsAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(Position, block.Length) };
            var tail = await _blob.DownloadContentAsync(options, cancellationToken).ConfigureAwait(false);
            return tail.Value.Content.ToMemory().Span.SequenceEqual(block.Span);
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 416)
        {
            return false;
        }
    }
}
