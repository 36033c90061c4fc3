using System.Buffers.Binary;

namespace XbFunctions.State;

/// <content>Reading a table back.</content>
public sealed partial class KeyedTable<TValue>
{
    private int _expected;

    /// <summary>Adds a piece that a capture wrote. The table can be used once all pieces are there.</summary>
    /// <param name="piece">The piece.</param>
    /// <exception cref="FormatException">The piece is malformed or does not go with those before it.</exception>
    public void Load(ReadOnlySpan<byte> piece) => Load(piece, TValue.Read);

    /// <summary>Adds a piece that an earlier version captured, whose values had another form.</summary>
    /// <typeparam name="TEarlier">The earlier form.</typeparam>
    /// <param name="piece">The piece.</param>
    /// <param name="upgrade">Makes today's value of it.</param>
    /// <exception cref="FormatException">The piece is malformed or does not go with those before it.</exception>
    public void Load<TEarlier>(ReadOnlySpan<byte> piece, Func<TEarlier, TValue> upgrade)
        where TEarlier : IStateValue<TEarlier>
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        Load(piece, (ReadOnlySpan<byte> source, out int read) => upgrade(TEarlier.Read(source, out read)));
    }

    private delegate TValue ValueReader(ReadOnlySpan<byte> source, out int read);

    private void Load(ReadOnlySpan<byte> piece, ValueReader reader)
    {
        var count = piece.Length < PieceHeadBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(piece);
        if (count is < 0 or > MostKeys || (_index.Count > 0 && count != _expected))
        {
            throw new FormatException($"a piece of a table of {_expected} keys, got one of {count}");
        }

        (_expected, _stamp) = (count, BinaryPrimitives.ReadInt64LittleEndian(piece[4..]));
        for (piece = piece[PieceHeadBytes..]; !piece.IsEmpty;)
        {
            piece = piece[LoadEntry(piece, count, reader)..];
        }

        if (_index.Count == count)
        {
            LinkByStamp();
        }
    }

    private int LoadEntry(ReadOnlySpan<byte> source, int count, ValueReader reader)
    {
        var at = source.Length < EntryHeadBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(source);
        if (at < 0 || at >= count)
        {
            throw new FormatException($"an entry in a slot below {count}, got {at} with {source.Length} bytes left");
        }

        MakeRoom(at);
        ref var entry = ref At(at);
        entry.Key = BinaryPrimitives.ReadUInt64LittleEndian(source[4..]);
        entry.Stamp = BinaryPrimitives.ReadInt64LittleEndian(source[12..]);
        entry.Value = reader(source[EntryHeadBytes..], out var read);
        if (!_index.TryAdd(entry.Key, at))
        {
            throw new FormatException($"each key once, got {entry.Key:x16} again in slot {at}");
        }

        return EntryHeadBytes + read;
    }

    private void LinkByStamp()
    {
        var stamps = new long[_expected];
        var slots = new int[_expected];
        for (var at = 0; at < _expected; at++)
        {
            (stamps[at], slots[at]) = (At(at).Stamp, at);
        }

        Array.Sort(stamps, slots);
        foreach (var at in slots)
        {
            LinkNewest(at);
        }

        // A table that was saved under a larger bound keeps what was used last.
        while (_index.Count > _capacity)
        {
            RemoveAt(_oldest);
        }
    }
}
