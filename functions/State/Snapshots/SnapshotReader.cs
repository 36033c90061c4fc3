using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>Reads one snapshot, piece by piece, into an empty state.</summary>
/// <param name="container">Container of the snapshot.</param>
/// <param name="name">Name of its blob.</param>
/// <param name="generation">Journal before which it must be.</param>
internal sealed class SnapshotReader(BlobContainerClient container, string name, long generation)
{
    private byte[] _piece = new byte[64 * 1024];
    private long _position;

    /// <summary>Reads the snapshot; null when it does not exist.</summary>
    /// <exception cref="CorruptStateException">The bytes are not a snapshot of this generation.</exception>
    public async Task<SnapshotHeader?> ReadAsync(DedupeWindow window, LossLedger losses, IStreamState state, CancellationToken cancellationToken)
    {
        Response<BlobDownloadStreamingResult> download;
        try
        {
            download = await container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException failed) when (failed.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }

        using var result = download.Value;
        await ReadAsync(result.Content, SnapshotHeader.Bytes, cancellationToken).ConfigureAwait(false);
        switch (SnapshotHeader.VersionOf(_piece))
        {
            case SnapshotVersion1.Version:
                return await ReadVersion1Async(result.Content, window, state, cancellationToken).ConfigureAwait(false);
            case SnapshotHeader.Version:
                var header = ReadHeader();
                await ReadPiecesAsync(result.Content, header, window, losses, state, cancellationToken).ConfigureAwait(false);
                return header;
            default:
                throw Corrupt($"a snapshot beginning with XBSN of version 1 to {SnapshotHeader.Version}", Convert.ToHexStringLower(_piece.AsSpan(0, 6)));
        }
    }

    private async Task<SnapshotHeader?> ReadVersion1Async(
        Stream content, DedupeWindow window, IStreamState state, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await whole.WriteAsync(_piece.AsMemory(0, SnapshotHeader.Bytes), cancellationToken).ConfigureAwait(false);
        await content.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
        var (lastSequence, enqueuedAt) = SnapshotVersion1.Read(
            $"{container.Name}/{name}", generation, whole.GetBuffer().AsSpan(0, (int)whole.Length), window, state);
        return new SnapshotHeader(generation, lastSequence, enqueuedAt, 0, whole.Length);
    }

    private SnapshotHeader ReadHeader()
    {
        if (!SnapshotHeader.TryRead(_piece, out var header, out var got))
        {
            throw Corrupt("the header's own CRC-32C", got);
        }

        return header.Generation == generation ? header : throw Corrupt($"generation {generation}", $"{header.Generation}");
    }

    private async Task ReadPiecesAsync(
        Stream content, SnapshotHeader header, DedupeWindow window, LossLedger losses, IStreamState state, CancellationToken cancellationToken)
    {
        var left = header.BodyBytes;
        for (var index = 0; index < header.Pieces; index++)
        {
            _position = SnapshotHeader.Bytes + header.BodyBytes - left;
            await ReadAsync(content, SnapshotPiece.HeadBytes, cancellationToken).ConfigureAwait(false);
            var head = SnapshotPiece.Read(_piece);
            if (head.Length < 0 || SnapshotPiece.HeadBytes + head.Length > left || head.Index != index)
            {
                throw Corrupt($"piece {index} of at most {left} bytes", $"piece {head.Index} of {head.Length} bytes");
            }

            await ReadAsync(content, head.Length, cancellationToken, SnapshotPiece.HeadBytes).ConfigureAwait(false);
            var piece = _piece.AsMemory(0, SnapshotPiece.HeadBytes + head.Length);
            if (!head.IsGood(piece.Span, out var actual))
            {
                throw Corrupt($"CRC-32C {head.Checksum:x8}", $"{actual:x8}");
            }

            Take(head.Kind, piece.Span[SnapshotPiece.HeadBytes..], window, losses, state);
            left -= piece.Length;
        }

        if (left != 0)
        {
            throw Corrupt($"{header.BodyBytes} bytes in {header.Pieces} pieces", $"{header.BodyBytes - left}");
        }
    }

    private void Take(SnapshotPieceKind kind, ReadOnlySpan<byte> piece, DedupeWindow window, LossLedger losses, IStreamState state)
    {
        try
        {
            switch (kind)
            {
                case SnapshotPieceKind.Ids:
                    window.Load(piece);
                    break;
                case SnapshotPieceKind.State:
                    state.Load(piece);
                    break;
                case SnapshotPieceKind.Losses:
                    losses.Load(piece);
                    break;
                default:
                    throw new FormatException("a piece of kind 1 to 3");
            }
        }
        catch (FormatException malformed)
        {
            throw Corrupt(malformed.Message, $"a malformed piece of kind {(byte)kind}");
        }
    }

    private async Task ReadAsync(Stream content, int count, CancellationToken cancellationToken, int at = 0)
    {
        if (_piece.Length < at + count)
        {
            Array.Resize(ref _piece, Math.Max(at + count, 2 * _piece.Length));
        }

        var got = await content.ReadAtLeastAsync(_piece.AsMemory(at, count), count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (got < count)
        {
            throw Corrupt($"{count} bytes", $"{got} bytes and the end of the blob");
        }
    }

    private CorruptStateException Corrupt(string expected, string got) => new($"{container.Name}/{name}", _position, expected, got);
}
