using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Azure.Storage.Blobs.Specialized;

namespace XbFunctions.State;

/// <summary>
/// Writes one snapshot block by block. Nothing of it can be seen before <see cref="CommitAsync"/>, and memory holds about one block.
/// </summary>
/// <remarks>Pieces are written while the partition's gate is held and stored while it is not; never both at once.</remarks>
internal sealed class SnapshotWriter(StateStores stores, BlockBlobClient blob, SnapshotPoint point, IStateCapture capture)
{
    /// <summary>Bytes written before the batches that wait get their turn.</summary>
    private const int StepBytes = 1024 * 1024;

    private const int BlockBytes = 4 * 1024 * 1024;
    private const int IdsAPiece = StepBytes / sizeof(ulong);
    private const int MostWaitingBytes = 8 * StepBytes;

    private readonly PieceBuffer _buffer = new();
    private readonly List<string> _blocks = [];
    private bool _hasBegun;

    /// <summary>Bytes stored, header included.</summary>
    public long StoredBytes { get; private set; } = SnapshotHeader.Bytes;

    /// <summary>Writes some pieces; false once the whole state is written.</summary>
    public bool Step()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            WriteRest();
        }

        var start = _buffer.Length;
        while (_buffer.Length - start < StepBytes || capture.WaitingBytes > MostWaitingBytes)
        {
            if (!_buffer.TryAdd(SnapshotPieceKind.State, static (target, state) => state.TryWriteNext(target, StepBytes), capture))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stores what was written, once it fills a block or nothing follows.</summary>
    public async Task StageAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (_buffer.Length < BlockBytes && !(isLast && _buffer.Length > 0))
        {
            return;
        }

        StoredBytes += _buffer.Length;
        _blocks.Add(await StageAsync(_blocks.Count + 1, _buffer.Written, cancellationToken).ConfigureAwait(false));
        _buffer.Clear();
    }

    /// <summary>Makes the snapshot the one that a load begins with, and ends the writing. One that is given up leaves its memory: a request may still read it.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        var header = new byte[SnapshotHeader.Bytes];
        new SnapshotHeader(point.Generation, point.LastSequence, point.EnqueuedAt, _buffer.Pieces, StoredBytes - SnapshotHeader.Bytes).Write(header);
        _blocks.Insert(0, await StageAsync(0, header, cancellationToken).ConfigureAwait(false));
        await stores.Retry.RunAsync(
            $"Writing {blob.Name}",
            token => blob.CommitBlockListAsync(_blocks, cancellationToken: token),
            cancellationToken).ConfigureAwait(false);
        _buffer.Return();
    }

    private void WriteRest()
    {
        for (var start = 0; start < point.Ids.Length; start += IdsAPiece)
        {
            _buffer.TryAdd(SnapshotPieceKind.Ids, WriteIds, new ArraySegment<ulong>(point.Ids, start, Math.Min(IdsAPiece, point.Ids.Length - start)));
        }

        _buffer.TryAdd(SnapshotPieceKind.Losses, static (target, losses) => losses.TryWrite(target), point.Losses);
    }

    private static bool WriteIds(IBufferWriter<byte> target, ArraySegment<ulong> ids)
    {
        var span = target.GetSpan(ids.Count * sizeof(ulong));
        for (var index = 0; index < ids.Count; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(span[(index * sizeof(ulong))..], ids[index]);
        }

        target.Advance(ids.Count * sizeof(ulong));
        return true;
    }

    private async Task<string> StageAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out var array))
        {
            throw new ArgumentException("The bytes must be backed by an array.", nameof(bytes));
        }

        // All ids have one length, as the service asks, and the owner's number keeps two owners' blocks apart.
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{point.Writer:x16}-{number:D8}")));
        await stores.Retry.RunAsync(
            $"Writing {blob.Name}",
            async token =>
            {
                using var content = new MemoryStream(array.Array!, array.Offset, array.Count, writable: false);
                await blob.StageBlockAsync(id, content, cancellationToken: token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return id;
    }
}
