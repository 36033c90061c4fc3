using System.Buffers;
using System.Text;

namespace XbFunctions.State;

/// <summary>
/// What one batch does: changes, outputs, dead letters and claimed ids, committed together. Reused between batches; not thread-safe.
/// </summary>
/// <remarks>A runner makes its own. A test of a processor makes one with the constructor and reads it with the inspecting members.</remarks>
public sealed partial class BatchResult
{
    private const int KeptBufferBytes = 16 * 1024 * 1024;

    private readonly List<(int Offset, int Length)> _changes = [];
    private readonly List<OutgoingEvent> _outputs = [];
    private readonly List<(int Offset, int Length, bool IsShort)> _bodies = [];
    private readonly List<(string Target, int Offset, int Length)> _entries = [];
    private readonly List<ulong> _claims = [];
    private readonly List<PendingDeadLetter> _deadLetters = [];
    private ArrayBufferWriter<byte> _changeBytes = new();
    private ArrayBufferWriter<byte> _outputBytes = new();
    private ArrayBufferWriter<byte> _entryBytes = new();
    private DedupeWindow _window;

    /// <summary>Makes an empty result with an id window of its own.</summary>
    /// <param name="dedupeWindow">Ids that <see cref="TryClaim(ulong)"/> remembers across <see cref="Reset()"/>; 0 or more.</param>
    public BatchResult(int dedupeWindow = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dedupeWindow);
        _window = new DedupeWindow(dedupeWindow);
    }

    /// <summary>Changes recorded.</summary>
    public int ChangeCount => _changes.Count;

    /// <summary>Events to publish.</summary>
    public int OutputCount => _outputs.Count;

    /// <summary>Entries for sinks.</summary>
    public int EntryCount => _entries.Count;

    /// <summary>Events given up on.</summary>
    public int DeadLetterCount => _deadLetters.Count;

    /// <summary>Claims refused because the id was seen within the window.</summary>
    public int DuplicateCount { get; private set; }

    internal IReadOnlyList<ulong> Claims => _claims;

    internal IReadOnlyList<PendingDeadLetter> DeadLetters => _deadLetters;

    internal ReadOnlySpan<byte> ChangeBytes => _changeBytes.WrittenSpan;

    internal ReadOnlySpan<byte> OutputBytes => _outputBytes.WrittenSpan[_room..];

    internal ReadOnlySpan<byte> EntryBytes => _entryBytes.WrittenSpan;

    /// <summary>Records one change of the state; replayed in the recorded order.</summary>
    /// <param name="change">The capability's own bytes, copied; may be empty.</param>
    public void Change(ReadOnlySpan<byte> change)
    {
        VarInt.Write(_changeBytes, (uint)change.Length);
        _changes.Add((_changeBytes.WrittenCount, change.Length));
        _changeBytes.Write(change);
    }

    /// <summary>Sends an event once the batch is committed.</summary>
    /// <param name="e">The event; its body is copied.</param>
    /// <exception cref="ArgumentException">The hub, partition key, id or type is empty, or the lookup key is empty instead of null; or a partition is named, which a
    /// journal does not keep.</exception>
    public void Publish(in OutgoingEvent e) => Add(e, isShort: false);

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
        _outputs.Clear();
        ForgetBodies();
        _entries.Clear();
        _claims.Clear();
        _deadLetters.Clear();
        DuplicateCount = 0;
        _changeBytes = Emptied(_changeBytes);
        _outputBytes = Emptied(_outputBytes);
        _entryBytes = Emptied(_entryBytes);
        MakeRoom();
    }

    private void Add(in OutgoingEvent e, bool isShort)
    {
        ArgumentException.ThrowIfNullOrEmpty(e.Hub);
        BatchPayload.CheckHub(e.Hub);
        ArgumentException.ThrowIfNullOrEmpty(e.PartitionKey);
        ArgumentException.ThrowIfNullOrEmpty(e.EventId);
        ArgumentException.ThrowIfNullOrEmpty(e.EventType);
        if (e.PartitionId is not null)
        {
            throw new ArgumentException("An output of a batch goes to the partition of its key; a journal keeps no other.", nameof(e));
        }

        if (isShort)
        {
            BatchPayload.WriteShortHub(_outputBytes, e.Hub);
        }
        else
        {
            WriteText(_outputBytes, e.Hub);
        }

        WriteText(_outputBytes, e.PartitionKey);
        WriteText(_outputBytes, e.EventId);
        WriteText(_outputBytes, e.EventType);
        if (e.LookupKey is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(e.LookupKey);
        }

        // An absent lookup key is written as an empty one, which cannot be given.
        WriteText(_outputBytes, e.LookupKey ?? string.Empty);
        VarInt.Write(_outputBytes, (uint)e.Body.Length);
        _bodies.Add((_outputBytes.WrittenCount, e.Body.Length, isShort));
        _outputBytes.Write(e.Body.Span);
        _outputs.Add(e with { Body = default });
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

    private static void WriteText(ArrayBufferWriter<byte> target, string text)
    {
        var room = target.GetSpan(1 + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, room[1..]);
        if (length < VarInt.FirstOfTwoBytes)
        {
            room[0] = (byte)length;
            target.Advance(1 + length);
            return;
        }

        VarInt.Write(target, (uint)length);
        Encoding.UTF8.GetBytes(text, target);
    }
}
