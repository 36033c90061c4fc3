using System.Buffers;
using System.Runtime.InteropServices;

namespace XbFunctions.State;

/// <summary>
/// What one batch does: changes, outputs, dead letters and claimed ids, committed together. Reused between batches; not thread-safe.
/// </summary>
/// <remarks>A runner makes its own. A test of a processor makes one with the constructor and reads it with the inspecting members.</remarks>
public sealed partial class BatchResult
{
    private const int KeptBufferBytes = 16 * 1024 * 1024;
    private static readonly (int Offset, int Length) Reserved = (-1, 0);

    private readonly List<(int Offset, int Length)> _changes = [];
    private readonly List<(string Target, int Offset, int Length)> _entries = [];
    private readonly List<ulong> _claims = [];
    private readonly List<PendingDeadLetter> _deadLetters = [];
    private ArrayBufferWriter<byte> _changeBytes = new();
    private ArrayBufferWriter<byte> _entryBytes = new();
    private ArrayBufferWriter<byte> _payload = new();
    private int _reserved;
    private DedupeWindow _window;

    /// <summary>Makes an empty result with an id window of its own.</summary>
    /// <param name="dedupeWindow">Ids that <see cref="TryClaim(ulong)"/> remembers across <see cref="Reset()"/>; 0 or more.</param>
    public BatchResult(int dedupeWindow = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dedupeWindow);
        (_window, Outputs) = (new DedupeWindow(dedupeWindow), new BatchOutputs(this));
    }

    /// <summary>Changes recorded.</summary>
    public int ChangeCount => _changes.Count;

    /// <summary>Entries for sinks.</summary>
    public int EntryCount => _entries.Count;

    /// <summary>Events given up on.</summary>
    public int DeadLetterCount => _deadLetters.Count;

    /// <summary>Claims refused because the id was seen within the window.</summary>
    public int DuplicateCount { get; private set; }

    internal ReadOnlySpan<ulong> Claims => CollectionsMarshal.AsSpan(_claims);

    internal IReadOnlyList<PendingDeadLetter> DeadLetters => _deadLetters;

    internal ReadOnlySpan<byte> EntryBytes => _entryBytes.WrittenSpan;

    /// <summary>Records one change of the state; replayed in the recorded order.</summary>
    /// <param name="change">The capability's own bytes, copied; may be empty.</param>
    public void Change(ReadOnlySpan<byte> change) => _changes.Add(Write(change));

    /// <summary>Keeps a place among the changes for one that becomes known later in the batch, and is replayed where the place is: before those recorded since.</summary>
    /// <returns>The place, for <see cref="PublishChange"/>, which must follow before the batch ends.</returns>
    public int ReserveChange()
    {
        _changes.Add(Reserved);
        _reserved++;
        return _changes.Count - 1;
    }

    /// <summary>Hands bytes to a sink, which stores them behind the commit: <see cref="ReadModelRows"/> and <see cref="ArchiveRows"/> make them.</summary>
    /// <remarks>A sink that the runner was not given leaves its entries in the journal.</remarks>
    /// <param name="target">Name of the sink, a slash, and what the sink files the bytes under.</param>
    /// <param name="body">The sink's bytes, copied.</param>
    /// <exception cref="ArgumentException">The target names no sink.</exception>
    public void AddEntry(string target, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.IndexOf('/', StringComparison.Ordinal) < 1)
        {
            throw new ArgumentException($"The target is '{target}'; expected a sink's name, a slash and a name.", nameof(target));
        }

        BatchPayload.BeginEntry(_entryBytes, target, body.Length);
        _entries.Add((target, _entryBytes.WrittenCount, body.Length));
        _entryBytes.Write(body);
    }

    /// <summary>Gives up on an event: it is stored with its raw bytes before the commit, and never fails its batch.</summary>
    /// <param name="e">The event as it was delivered.</param>
    /// <param name="stage">Where it failed, from a small fixed set such as <c>parse</c> or <c>validate</c>.</param>
    /// <param name="reason">Why, from a small fixed set without values out of the event: it is a metric's tag.</param>
    public void DeadLetter(in StreamEvent e, string stage, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(stage);
        ArgumentException.ThrowIfNullOrEmpty(reason);
        _deadLetters.Add(new PendingDeadLetter(e, stage, reason));
    }

    /// <summary>Claims an event id for this batch. Claim once the event is known to be good: a dead letter that is corrected and sent again comes with the same id.</summary>
    /// <param name="eventId">The id as the producer gave it.</param>
    /// <returns>False, counting a duplicate, when the id was claimed within the window; the event must then be skipped.</returns>
    public bool TryClaim(ReadOnlySpan<char> eventId) => TryClaim(IdHash.Of(eventId));

    /// <summary>Claims an event id for this batch.</summary>
    /// <param name="utf8EventId">The id as the producer gave it, in UTF-8.</param>
    /// <returns>False, counting a duplicate, when the id was claimed within the window; the event must then be skipped.</returns>
    public bool TryClaim(ReadOnlySpan<byte> utf8EventId) => TryClaim(IdHash.Of(utf8EventId));

    /// <summary>Claims an event id for this batch.</summary>
    /// <param name="idHash">The id's <see cref="IdHash"/>.</param>
    /// <returns>False, counting a duplicate, when the id was claimed within the window; the event must then be skipped.</returns>
    public bool TryClaim(ulong idHash)
    {
        if (!_window.TryAdd(idHash))
        {
            DuplicateCount++;
            return false;
        }

        _claims.Add(idHash);
        return true;
    }

    /// <summary>Brings near what <see cref="TryClaim(ulong)"/> will read of several ids, which takes less than one after another. Claims nothing.</summary>
    /// <param name="idHashes">The ids' <see cref="IdHash"/>.</param>
    public void Warm(ReadOnlySpan<ulong> idHashes) => _window.Warm(idHashes);

    /// <summary>Reads a change back.</summary>
    /// <param name="index">From 0 to <see cref="ChangeCount"/> - 1.</param>
    /// <returns>The bytes, valid until the result is written to or reset.</returns>
    public ReadOnlySpan<byte> ChangeAt(int index) =>
        _changeBytes.WrittenSpan.Slice(_changes[index].Offset, _changes[index].Length);

    /// <summary>Reads an entry for a sink back.</summary>
    /// <param name="index">From 0 to <see cref="EntryCount"/> - 1.</param>
    /// <returns>The entry; its body is valid until the result is written to or reset.</returns>
    public SinkEntry EntryAt(int index) => new(
        _entries[index].Target, _entryBytes.WrittenMemory.Slice(_entries[index].Offset, _entries[index].Length));

    /// <summary>Reads back why an event was given up on.</summary>
    /// <param name="index">From 0 to <see cref="DeadLetterCount"/> - 1.</param>
    /// <returns>The event's sequence number, the stage and the reason.</returns>
    public (long SequenceNumber, string Stage, string Reason) DeadLetterAt(int index) =>
        (_deadLetters[index].Event.SequenceNumber, _deadLetters[index].Stage, _deadLetters[index].Reason);

    /// <summary>Empties the result for the next batch; the ids claimed so far stay claimed.</summary>
    public void Reset() => Reset(_window);

    internal void Reset(DedupeWindow window)
    {
        _window = window;
        _changes.Clear();
        _reserved = 0;
        ForgetOutputs();
        _entries.Clear();
        _claims.Clear();
        _deadLetters.Clear();
        DuplicateCount = 0;
        _changeBytes = Emptied(_changeBytes);
        _entryBytes = Emptied(_entryBytes);
        _payload = Emptied(_payload);
    }

    /// <summary>The payload of the batch's record; valid until the result is written to or reset.</summary>
    /// <exception cref="InvalidOperationException">A place was reserved and never filled.</exception>
    internal ReadOnlyMemory<byte> Payload()
    {
        _payload.ResetWrittenCount();
        BatchPayload.Write(_payload, this);
        return _payload.WrittenMemory;
    }

    /// <summary>Writes the changes in their order, each behind its length.</summary>
    /// <exception cref="InvalidOperationException">A place was reserved and never filled.</exception>
    internal void WriteChanges(IBufferWriter<byte> target)
    {
        if (_reserved > 0)
        {
            throw new InvalidOperationException($"Of {_changes.Count} changes {_reserved} were reserved and never filled.");
        }

        // What stands one behind the other, as nearly all does, is copied at once.
        var (start, end) = (0, 0);
        foreach (var (offset, length) in _changes)
        {
            var head = offset - VarInt.SizeOf((uint)length);
            if (head != end)
            {
                target.Write(_changeBytes.WrittenSpan[start..end]);
                start = head;
            }

            end = offset + length;
        }

        target.Write(_changeBytes.WrittenSpan[start..end]);
    }

    private (int Offset, int Length) Write(ReadOnlySpan<byte> change)
    {
        VarInt.Write(_changeBytes, (uint)change.Length);
        var offset = _changeBytes.WrittenCount;
        _changeBytes.Write(change);
        return (offset, change.Length);
    }

    private (int Offset, int Length) Fill(int index, ReadOnlySpan<byte> change)
    {
        if (index < 0 || index >= _changes.Count || _changes[index] != Reserved)
        {
            throw new ArgumentException($"Change {index} of {_changes.Count} is not reserved.", nameof(index));
        }

        _reserved--;
        return _changes[index] = Write(change);
    }

    // One huge batch must not keep its buffer for the life of the process.
    private static ArrayBufferWriter<byte> Emptied(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > KeptBufferBytes)
        {
            return new ArrayBufferWriter<byte>();
        }

        buffer.ResetWrittenCount();
        return buffer;
    }
}
