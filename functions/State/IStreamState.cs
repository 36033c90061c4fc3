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

    /// <summary>
    /// Whether something was taken out that must leave storage too: the journals that still hold it are then replaced by a snapshot behind the next
    /// commit, however short they are. True from such a change on, live or replayed, until the next <see cref="Capture"/>.
    /// </summary>
    bool WantsSnapshot => false;

    /// <summary>Takes the state as it is now, to be written while batches go on. Pieces begin with the state's own format version.</summary>
    /// <remarks>
    /// It is called between two batches and must not take long: a state of many keys keeps them in <see cref="KeyedTable{TValue}"/>, whose
    /// capture copies only what changes before it is written; a small one gives a <see cref="CopiedCapture"/>.
    /// </remarks>
    /// <returns>The state at this moment; the caller disposes it, and takes no second one before.</returns>
    IStateCapture Capture();

    /// <summary>Adds a piece of a snapshot, of this or an older format version, to a state that has nothing but earlier pieces of it.</summary>
    /// <param name="snapshot">A piece as a <see cref="Capture"/> wrote it; all are given, in the order of writing. Valid during the call only.</param>
    /// <exception cref="FormatException">The bytes are of no version that is known, or malformed.</exception>
    void Load(ReadOnlySpan<byte> snapshot);
}
