using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>
/// The hashes of the last ids of one partition, in the order they were claimed; the oldest makes room for the newest.
/// </summary>
/// <remarks>
/// The set is exact over 64-bit hashes, so the only false positives are hash collisions: for a window of n ids one new id is taken for
/// a seen one with probability n / 2^64 (about 1.1e-14 at 200,000 ids). Memory is 8 bytes an id for the order and 13 to 26 for the set
/// (5.8 MB at 200,000 ids); it grows with use up to the capacity, to four times what it was at once. Not thread-safe.
/// </remarks>
/// <param name="capacity">Ids remembered; 0 remembers none.</param>
internal sealed class DedupeWindow(int capacity)
{
    private const int FewestIds = 256;

    // One more than the capacity: the newest id is there before the oldest goes.
    private readonly KeySet _seen = new(capacity + 1);
    private readonly Queue<ulong> _order = [];

    /// <summary>Ids remembered now.</summary>
    public int Count => _order.Count;

    /// <summary>A copy of the ids in the order they were claimed, oldest first.</summary>
    public ulong[] Copy() => [.. _order];

    /// <summary>Remembers an id; false when it is remembered already.</summary>
    public bool TryAdd(ulong idHash)
    {
        if (capacity == 0)
        {
            return true;
        }

        if (!_seen.Add(idHash))
        {
            return false;
        }

        if (_order.Count == capacity)
        {
            _seen.Remove(_order.Dequeue());
        }

        if (_order.Count == _order.Capacity)
        {
            _order.EnsureCapacity((int)Math.Min(capacity, Math.Max(FewestIds, 4L * _order.Count)));
        }

        _order.Enqueue(idHash);
        return true;
    }

    /// <summary>Brings near what <see cref="TryAdd"/> will read of several ids.</summary>
    public void Warm(ReadOnlySpan<ulong> idHashes) => _seen.Warm(idHashes);

    /// <summary>Remembers hashes out of a snapshot.</summary>
    /// <exception cref="FormatException">The bytes are no whole hashes.</exception>
    public void Load(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length % sizeof(ulong) != 0)
        {
            throw new FormatException($"hashes of {sizeof(ulong)} bytes, got {hashes.Length} bytes");
        }

        for (; !hashes.IsEmpty; hashes = hashes[sizeof(ulong)..])
        {
            TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(hashes));
        }
    }
}
