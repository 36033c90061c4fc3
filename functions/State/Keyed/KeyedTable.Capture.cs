using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.State;

/// <content>Writing the table while it changes. A piece is drawn in <c>docs/formats/journal.md</c>.</content>
public sealed partial class KeyedTable<TValue>
{
    private const int EntryHeadBytes = 20;
    private const int PieceHeadBytes = 12;

    private TableCapture? _capture;

    /// <summary>Captures the table as it is now.</summary>
    /// <returns>The capture; it costs a copy of each value that changes before it was written.</returns>
    /// <exception cref="InvalidOperationException">The capture before it was not disposed.</exception>
    public IStateCapture Capture() => _capture is null
        ? _capture = new TableCapture(this)
        : throw new InvalidOperationException("The table is being captured; dispose that capture first.");

    private void WriteEntry(int at, IBufferWriter<byte> target)
    {
        ref var entry = ref At(at);
        var head = target.GetSpan(EntryHeadBytes);
        BinaryPrimitives.WriteInt32LittleEndian(head, at);
        BinaryPrimitives.WriteUInt64LittleEndian(head[4..], entry.Key);
        BinaryPrimitives.WriteInt64LittleEndian(head[12..], entry.Stamp);
        target.Advance(EntryHeadBytes);
        entry.Value.Write(target);
    }

    private sealed class TableCapture(KeyedTable<TValue> table) : IStateCapture
    {
        private readonly int _count = table.Count;
        private readonly long _stamp = table._stamp;
        private readonly ulong[] _kept = new ulong[(table.Count + 63) / 64];
        private ArrayBufferWriter<byte> _ahead = new();
        private int _aheadLately;
        private int _next;
        private bool _hasBegun;

        public int WaitingBytes => _ahead.WrittenCount;

        /// <summary>Keeps an entry that is about to change, unless it is written or was no part of the table.</summary>
        public void Keep(int at)
        {
            if (at >= _next && at < _count && !IsKept(at))
            {
                _kept[at / 64] |= 1UL << (at % 64);
                table.WriteEntry(at, _ahead);
            }
        }

        public bool TryWriteNext(IBufferWriter<byte> target, int bytesWanted)
        {
            if (_hasBegun && _next == _count && _ahead.WrittenCount == 0)
            {
                return false;
            }

            _hasBegun = true;
            var head = target.GetSpan(PieceHeadBytes);
            BinaryPrimitives.WriteInt32LittleEndian(head, _count);
            BinaryPrimitives.WriteInt64LittleEndian(head[4..], _stamp);
            target.Advance(PieceHeadBytes);
            var piece = new CountingWriter(target);
            piece.Write(_ahead.WrittenSpan);

            // One batch that touched everything must not keep its bytes for as long as the capture lasts; what each batch needs is not made anew for
            // each, nor by the calls between two batches, which find nothing.
            _aheadLately = Math.Max(_ahead.WrittenCount, _aheadLately - (_aheadLately / 8));
            _ahead = _ahead.Capacity > Math.Max(bytesWanted, 4L * _aheadLately) ? new ArrayBufferWriter<byte>() : _ahead;
            _ahead.ResetWrittenCount();
            for (; _next < _count && piece.Written < bytesWanted; _next++)
            {
                if (!IsKept(_next))
                {
                    table.WriteEntry(_next, piece);
                }
            }

            return true;
        }

        public void Dispose()
        {
            if (ReferenceEquals(table._capture, this))
            {
                table._capture = null;
            }
        }

        private bool IsKept(int at) => (_kept[at / 64] & (1UL << (at % 64))) != 0;
    }
}
