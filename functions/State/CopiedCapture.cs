using System.Buffers;

namespace XbFunctions.State;

/// <summary>A capture by a whole copy, of one piece: for a state that is small enough to be written out between two batches.</summary>
/// <param name="bytes">The whole state, its format version first; kept.</param>
public sealed class CopiedCapture(ReadOnlyMemory<byte> bytes) : IStateCapture
{
    private bool _isWritten;

    /// <inheritdoc/>
    public int WaitingBytes => 0;

    /// <inheritdoc/>
    public bool TryWriteNext(IBufferWriter<byte> target, int bytesWanted)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_isWritten)
        {
            return false;
        }

        target.Write(bytes.Span);
        return _isWritten = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
