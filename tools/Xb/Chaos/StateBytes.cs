using System.Buffers;
using XbFunctions.State;

namespace XbFunctions.Xb.Chaos;

/// <summary>The bytes of a state, as its snapshot has them.</summary>
internal static class StateBytes
{
    private const int PieceBytes = 1 << 20;

    /// <summary>All of them.</summary>
    /// <param name="state">The state.</param>
    public static ReadOnlyMemory<byte> Of(IStreamState state)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var capture = state.Capture();
        while (capture.TryWriteNext(bytes, PieceBytes))
        {
            // Piece after piece.
        }

        return bytes.WrittenMemory;
    }
}
