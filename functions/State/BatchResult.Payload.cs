using System.Buffers;
using System.Runtime.InteropServices;

namespace XbFunctions.State;

/// <content>
/// The payload in place: outputs are nine tenths of it, so that what stands before them is copied to room left there, and what stands behind them
/// behind them.
/// </content>
public sealed partial class BatchResult
{
    private const int MostRoom = KeptBufferBytes / 4;

    private ArrayBufferWriter<byte> _headBytes = new();
    private int _room;
    private int _roomWanted;

    /// <summary>The payload of the batch's record; valid until the result is written to or reset.</summary>
    internal ReadOnlyMemory<byte> Payload()
    {
        _headBytes = Emptied(_headBytes);
        BatchPayload.WriteHead(_headBytes, this);
        var head = _headBytes.WrittenSpan;
        if (head.Length > _room)
        {
            _roomWanted = Math.Min(MostRoom, head.Length + (head.Length / 4));
            _headBytes.Write(OutputBytes);
            _headBytes.Write(EntryBytes);
            return _headBytes.WrittenMemory;
        }

        // Not counted as written: the result stays as it is.
        EntryBytes.CopyTo(_outputBytes.GetSpan(EntryBytes.Length));
        MemoryMarshal.TryGetArray(_outputBytes.WrittenMemory, out var bytes);
        var start = _room - head.Length;
        head.CopyTo(bytes.Array.AsSpan(start));
        return bytes.Array.AsMemory(start, head.Length + OutputBytes.Length + EntryBytes.Length);
    }

    private void MakeRoom()
    {
        _headBytes = Emptied(_headBytes);
        _room = _roomWanted;
        _outputBytes.GetSpan(_room);
        _outputBytes.Advance(_room);
    }
}
