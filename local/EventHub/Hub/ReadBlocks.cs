namespace XbFunctions.EventHub;

/// <summary>
/// The memory in which one reader's events lie, and the objects that they are. Both are used again for later ones once the reader lets go of them, and only
/// then. Not thread-safe.
/// </summary>
public sealed class ReadBlocks
{
    // Below the 85,000 bytes from which the runtime collects an array with the oldest objects only: a reader that never lets go reads and forgets each.
    internal const int BlockBytes = 80 << 10;

    // More than one read may return.
    private const int MostIdle = 64;
    private const int MostIdleEvents = 8_192;

    private readonly Stack<byte[]> _idle = [];
    private readonly List<byte[]> _used = [];

    // Those in use come first.
    private readonly List<StoredEvent> _events = [];
    private int _usedEvents;
    private bool _isReused;

    /// <summary>Gives back all events read so far: nothing of them, nor of what was made of them, may be used any more.</summary>
    public void Release()
    {
        _isReused = true;
        _usedEvents = 0;
        if (_events.Count > MostIdleEvents)
        {
            _events.RemoveRange(MostIdleEvents, _events.Count - MostIdleEvents);
        }

        foreach (var block in _used)
        {
            if (_idle.Count < MostIdle)
            {
                _idle.Push(block);
            }
        }

        _used.Clear();
    }

    /// <summary>Leaves all events read so far as they are for as long as anything refers to them.</summary>
    public void Keep()
    {
        _used.Clear();
        _events.RemoveRange(0, _usedEvents);
        _usedEvents = 0;
    }

    /// <summary>Memory of a reader, or an array of its own where there is none, or where an event is longer than a block.</summary>
    /// <param name="blocks">The reader's memory.</param>
    /// <param name="count">Bytes asked for.</param>
    /// <returns>So many bytes, of any content.</returns>
    internal static Memory<byte> Take(ReadBlocks? blocks, int count) => blocks is null || count > BlockBytes
        ? GC.AllocateUninitializedArray<byte>(count)
        : blocks.Take(count);

    /// <summary>An event of a reader, or one of its own where there is none.</summary>
    /// <param name="blocks">The reader's memory.</param>
    /// <param name="record">Where it stands.</param>
    /// <param name="message">Its message.</param>
    internal static StoredEvent Make(ReadBlocks? blocks, in LogRecord record, ReadOnlyMemory<byte> message) =>
        blocks is { _isReused: true } ? blocks.Make(record, message) : new StoredEvent(record, message);

    private StoredEvent Make(in LogRecord record, ReadOnlyMemory<byte> message)
    {
        if (_usedEvents == _events.Count)
        {
            _events.Add(new StoredEvent(record, message));
        }
        else
        {
            _events[_usedEvents].Become(record, message);
        }

        return _events[_usedEvents++];
    }

    private Memory<byte> Take(int count)
    {
        if (!_idle.TryPop(out var block))
        {
            // A reader that never lets go would not want a whole block for one event.
            block = GC.AllocateUninitializedArray<byte>(_isReused ? BlockBytes : count);
        }

        if (block.Length == BlockBytes)
        {
            _used.Add(block);
        }

        return block.AsMemory(0, count);
    }
}
