using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Who was erased lately, and when: a visitor's history that was on its way to the customer must not arrive after all. Hashes of pseudonyms, the newest
/// <see cref="Most"/>.
/// </summary>
internal sealed class ErasedMarks
{
    /// <summary>Most marks.</summary>
    public const int Most = 10_000;

    private const int EntryBytes = 16;
    private readonly List<(ulong Hash, long AtMs)> _marks = [];

    /// <summary>Hash of a pseudonym; it cannot be turned back.</summary>
    /// <param name="customer">The pseudonym.</param>
    public static ulong Of(Pseudonym customer)
    {
        Span<byte> bytes = stackalloc byte[24];
        "erasure\0"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[8..], customer.Value);
        return XxHash3.HashToUInt64(bytes);
    }

    /// <summary>Adds a mark.</summary>
    /// <param name="hash">As <see cref="Of"/> gives it.</param>
    /// <param name="atMs">When, milliseconds since the Unix epoch.</param>
    public void Add(ulong hash, long atMs)
    {
        _marks.RemoveAll(mark => mark.Hash == hash);
        _marks.Add((hash, atMs));
        if (_marks.Count > Most)
        {
            _marks.RemoveAt(0);
        }
    }

    /// <summary>Whether a mark was set at or after a time.</summary>
    /// <param name="hash">As <see cref="Of"/> gives it.</param>
    /// <param name="atMs">Event time, milliseconds since the Unix epoch.</param>
    public bool Covers(ulong hash, long atMs) => _marks.Exists(mark => mark.Hash == hash && atMs <= mark.AtMs);

    /// <summary>Writes the marks, little-endian, oldest first.</summary>
    /// <param name="target">Destination.</param>
    public void Write(IBufferWriter<byte> target)
    {
        foreach (var (hash, atMs) in _marks)
        {
            var bytes = target.GetSpan(EntryBytes);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, hash);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], atMs);
            target.Advance(EntryBytes);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">All of it.</param>
    public void Load(ReadOnlySpan<byte> source)
    {
        for (; source.Length >= EntryBytes; source = source[EntryBytes..])
        {
            _marks.Add((BinaryPrimitives.ReadUInt64LittleEndian(source), BinaryPrimitives.ReadInt64LittleEndian(source[8..])));
        }
    }
}
