using System.Buffers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>Reads one journal from its first record to its end, checking every record; again from there to its new end, when asked again.</summary>
/// <param name="container">Container of the journal.</param>
/// <param name="name">Name of the journal's blob.</param>
/// <param name="committed">Takes each record that counts, in order, with its whole payload; the payload is valid during the call only.</param>
internal sealed class JournalReader(
    BlobContainerClient container, string name, Action<JournalRecordHeader, ReadOnlyMemory<byte>> committed)
{
    private readonly ArrayBufferWriter<byte> _parts = new();
    private JournalRecordHeader _lastPart;
    private byte[] _record = new byte[64 * 1024];

    /// <summary>Bytes read.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes of the records that count, their payloads unpacked.</summary>
    public long UnpackedBytes { get; private set; }

    /// <summary>Records read, parts and abandoned parts among them.</summary>
    public int Records { get; private set; }

    /// <summary>True once the record that ends the journal was read.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>Reads the journal; false when it does not exist. A later call reads on, and is made only once the journal has grown.</summary>
    /// <exception cref="CorruptStateException">A record is torn, damaged or out of place.</exception>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Response<BlobDownloadStreamingResult> download;
        try
        {
            // The range of an empty blob cannot be met: the first call asks for none.
            var options = Position == 0 ? null : new BlobDownloadOptions { Range = new HttpRange(Position) };
            download = await container.GetBlobClient(name).DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException failed) when (failed.Status == 404 && failed.ErrorCode != BlobErrorCode.ContainerNotFound)
        {
            return false;
        }

        using var result = download.Value;
        while (await ReadRecordAsync(result.Content, cancellationToken).ConfigureAwait(false) is { Length: > 0 } record)
        {
            Take(record);
            Position += record.Length;
            Records++;
        }

        return true;
    }

    private async Task<ReadOnlyMemory<byte>> ReadRecordAsync(Stream content, CancellationToken cancellationToken)
    {
        var got = await content.ReadAtLeastAsync(
            _record.AsMemory(0, JournalRecordHeader.Bytes), JournalRecordHeader.Bytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (got == 0)
        {
            return default;
        }

        if (got < JournalRecordHeader.Bytes)
        {
            throw Corrupt($"a record header of {JournalRecordHeader.Bytes} bytes", $"{got} bytes and the end of the blob");
        }

        var length = JournalRecordHeader.LengthOf(_record);
        if (length is < JournalRecordHeader.Bytes or > PartitionJournal.MaxRecordBytes)
        {
            throw Corrupt($"a record length of {JournalRecordHeader.Bytes} to {PartitionJournal.MaxRecordBytes}", $"{length}");
        }

        if (_record.Length < length)
        {
            Array.Resize(ref _record, PartitionJournal.MaxRecordBytes);
        }

        var rest = _record.AsMemory(JournalRecordHeader.Bytes, (int)length - JournalRecordHeader.Bytes);
        got += await content.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return got == length ? _record.AsMemory(0, got) : throw Corrupt($"a record of {length} bytes", $"{got} bytes and the end of the blob");
    }

    private void Take(ReadOnlyMemory<byte> record)
    {
        if (!JournalRecordHeader.TryRead(record.Span, out var header, out var expected, out var got))
        {
            throw Corrupt(expected, got);
        }

        if (IsSealed)
        {
            throw Corrupt("nothing behind the sealing record", $"a record of kind {header.Kind}");
        }

        IsSealed = header.Kind == JournalRecordKind.Seal;
        var payload = record[JournalRecordHeader.Bytes..];
        if (header.Parts == 1)
        {
            // Parts before it that were never completed were not committed: their owner was fenced or died.
            _parts.ResetWrittenCount();
            Deliver(header, payload);
            return;
        }

        if (header.Part == 0)
        {
            _parts.ResetWrittenCount();
        }
        else if (_parts.WrittenCount == 0 || header != _lastPart with { Part = header.Part } || header.Part != _lastPart.Part + 1)
        {
            throw Corrupt($"part {header.Part} behind part {header.Part - 1} of its own batch", "another record before it");
        }

        _lastPart = header;
        _parts.Write(payload.Span);
        if (header.Part == header.Parts - 1)
        {
            Deliver(header, _parts.WrittenMemory);
            _parts.ResetWrittenCount();
        }
    }

    private void Deliver(JournalRecordHeader header, ReadOnlyMemory<byte> payload)
    {
        try
        {
            payload = header.Packing == JournalPacking.None ? payload : PayloadPacking.Unpack(payload.Span);
            UnpackedBytes += JournalRecordHeader.Bytes + payload.Length;
            committed(header, payload);
        }
        catch (FormatException malformed)
        {
            throw Corrupt(malformed.Message, "a malformed payload");
        }
    }

    private CorruptStateException Corrupt(string expected, string got) => new($"{container.Name}/{name}", Position, expected, got);
}
