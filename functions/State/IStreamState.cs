using System.Buffers;

namespace XbFunctions.State;

/// <summary>
/// The state of one function for one partition. It lives in memory; the journal makes it durable. Never used by two threads at once.
/// </summary>
/// <remarks>
/// Replay must equal live processing: a state built by <see cref="Load"/> and then <see cref="Apply"/> for every later change
/// is the state that the processor left behind. The capability's bytes carry their own format version.
/// </remarks>
public interface IStreamState
{
    /// <summary>Replays one change that a batch recorded with <see cref="BatchResult.Change"/> and that was committed.</summary>
    /// <param name="change">The bytes as recorded; valid during the call only.</param>
    void Apply(ReadOnlySpan<byte> change);

    /// <summary>Writes the whole state as a snapshot, its format version first.</summary>
    /// <param name="target">Receives the bytes; not kept after the call.</param>
    void Save(IBufferWriter<byte> target);

    /// <summary>Replaces the state by a snapshot that <see cref="Save"/> wrote, of this or an older format version.</summary>
    /// <param name="snapshot">The bytes as saved; valid during the call only.</param>
    void Load(ReadOnlySpan<byte> snapshot);
}
