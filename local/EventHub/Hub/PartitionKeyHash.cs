using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace XbFunctions.EventHub;

/// <summary>
/// The service's placement of partition keys: Bob Jenkins' lookup3 (<c>hashlittle2</c>, http://burtleburtle.net/bob/c/lookup3.c) over the UTF-8 key,
/// both seeds 0, its two words combined by exclusive or and cut to 16 signed bits.
/// </summary>
public static class PartitionKeyHash
{
    private const int UsualLength = 64;

    /// <summary>Hash of a key; clients of the service compute the same.</summary>
    /// <param name="key">The key, hashed as UTF-8.</param>
    /// <returns>Any 16-bit number, negative ones included.</returns>
    public static short Compute(ReadOnlySpan<char> key)
    {
        if (key.Length > UsualLength)
        {
            return ComputeUtf8(key);
        }

        // Keys are ASCII, nearly all: then their length need not be found first.
        Span<byte> ascii = stackalloc byte[UsualLength];
        return Ascii.FromUtf16(key, ascii, out var length) == OperationStatus.Done ? Compute(ascii[..length]) : ComputeUtf8(key);
    }

    private static short ComputeUtf8(ReadOnlySpan<char> key)
    {
        var size = Encoding.UTF8.GetByteCount(key);
        Span<byte> bytes = size <= 512 ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(key, bytes);
        return Compute(bytes);
    }

    /// <summary>Partition of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="partitions">Number of partitions, above 0.</param>
    /// <returns>From 0 to <paramref name="partitions"/> - 1.</returns>
    public static int Place(ReadOnlySpan<char> key, int partitions) => Math.Abs(Compute(key) % partitions);

    /// <summary>Partition of a key in UTF-8.</summary>
    internal static int PlaceUtf8(ReadOnlySpan<byte> key, int partitions) => Math.Abs(Compute(key) % partitions);

    private static short Compute(ReadOnlySpan<byte> key)
    {
        var a = 0xdeadbeef + (uint)key.Length;
        var (b, c) = (a, a);
        while (key.Length > 12)
        {
            a += BinaryPrimitives.ReadUInt32LittleEndian(key);
            b += BinaryPrimitives.ReadUInt32LittleEndian(key[4..]);
            c += BinaryPrimitives.ReadUInt32LittleEndian(key[8..]);
            Mix(ref a, ref b, ref c);
            key = key[12..];
        }

        if (key.Length > 0)
        {
            a += ReadWord(key, 0);
            b += ReadWord(key, 4);
            c += ReadWord(key, 8);
            Finish(ref a, ref b, ref c);
        }

        return unchecked((short)(b ^ c));
    }

    // Zeros follow the key.
    private static uint ReadWord(ReadOnlySpan<byte> key, int position)
    {
        if (key.Length - position >= sizeof(uint))
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(key[position..]);
        }

        var word = 0u;
        for (var at = key.Length - 1; at >= position; at--)
        {
            word = (word << 8) | key[at];
        }

        return word;
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a = (a - c) ^ BitOperations.RotateLeft(c, 4);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 6);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 8);
        b += a;
        a = (a - c) ^ BitOperations.RotateLeft(c, 16);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 19);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 4);
        b += a;
    }

    private static void Finish(ref uint a, ref uint b, ref uint c)
    {
        c = (c ^ b) - BitOperations.RotateLeft(b, 14);
        a = (a ^ c) - BitOperations.RotateLeft(c, 11);
        b = (b ^ a) - BitOperations.RotateLeft(a, 25);
        c = (c ^ b) - BitOperations.RotateLeft(b, 16);
        a = (a ^ c) - BitOperations.RotateLeft(c, 4);
        b = (b ^ a) - BitOperations.RotateLeft(a, 14);
        c = (c ^ b) - BitOperations.RotateLeft(b, 24);
    }
}
