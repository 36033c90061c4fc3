using System.Buffers;

namespace XbFunctions.State;

/// <summary>
/// A state as it was at one moment, written piece by piece while the state goes on changing. Used by one thread at a time, the same that
/// changes the state: between two batches.
/// </summary>
/// <remarks>Disposing it ends the capture: the state no longer keeps what it was.</remarks>
public interface IStateCapture : IDisposable
{
    /// <summary>Bytes kept because the state changed before they were written; a caller that sees many writes them before the next batch.</summary>
    int WaitingBytes { get; }

    /// <summary>Writes the next piece, which <see cref="IStreamState.Load"/> takes as it stands.</summary>
    /// <param name="target">Receives the piece; not kept after the call.</param>
    /// <param name="bytesWanted">About how many bytes are wanted; a piece may be longer where one value is, or where more is waiting.</param>
    /// <returns>False, writing nothing, when the whole state was written.</returns>
    bool TryWriteNext(IBufferWriter<byte> target, int bytesWanted);
}
