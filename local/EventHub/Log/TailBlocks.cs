namespace XbFunctions.EventHub;

/// <summary>A window of a log's bytes by their offsets, in blocks: what leaves it at one end makes room at the other. Not safe for several threads.</summary>
internal sealed class TailBlocks
{
    // Below the 85,000 bytes from which the runtime collects an array with the oldest objects only.
    private const int BlockBytes = 64 << 10;

    // As many as one append mostly takes before it gives others back. The shared pool keeps few arrays of this size: those that it made anew
    // lived for as long as the window, and every collection of the youngest objects copied them.
    private const int MostSpare = 64;

    private readonly List<byte[]> _blocks = [];
    private readonly Stack<byte[]> _spare = [];
    private int _head;
    private long _begin;

    /// <summary>Offset behind the last byte.</summary>
    public long End { get; private set; }

    /// <summary>Forgets everything.</summary>
    /// <param name="offset">Where the next byte stands.</param>
    public void Restart(long offset)
    {
        RemoveBefore(long.MaxValue);
        (_begin, End) = (offset, offset);
    }

    /// <summary>Copies bytes behind the last one.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var at = (int)((End - _begin) % BlockBytes);
            if (at == 0)
            {
                _blocks.Add(_spare.TryPop(out var spare) ? spare : GC.AllocateUninitializedArray<byte>(BlockBytes));
            }

            var count = Math.Min(bytes.Length, BlockBytes - at);
            bytes[..count].CopyTo(_blocks[^1].AsSpan(at));
            bytes = bytes[count..];
            End += count;
        }
    }

    /// <summary>Copies bytes out.</summary>
    /// <param name="offset">Offset of the first one; all of them must be in the window.</param>
    /// <param name="target">Filled with them.</param>
    public void CopyTo(long offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var (block, at) = Math.DivRem(offset - _begin, BlockBytes);
            var count = Math.Min(target.Length, BlockBytes - (int)at);
            _blocks[_head + (int)block].AsSpan((int)at, count).CopyTo(target);
            target = target[count..];
            offset += count;
        }
    }

    /// <summary>Gives back the blocks that lie wholly before an offset.</summary>
    public void RemoveBefore(long offset)
    {
        while (_head < _blocks.Count && offset - _begin >= BlockBytes)
        {
            if (_spare.Count < MostSpare)
            {
                _spare.Push(_blocks[_head]);
            }

            _blocks[_head++] = null!;
            _begin += BlockBytes;
        }

        if (_head > 64 && _head > _blocks.Count / 2)
        {
            _blocks.RemoveRange(0, _head);
            _head = 0;
        }
    }
}
