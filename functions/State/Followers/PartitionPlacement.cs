using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace XbFunctions.State;

/// <summary>
/// Partition of a key as Event Hubs places it: Bob Jenkins' lookup3 (<c>hashlittle2</c>, http://burtleburtle.net/bob/c/lookup3.c) over the
/// UTF-8 key, both seeds 0, its two words combined by exclusive or and cut to 16 signed bits.
/// </summary>
/// <remarks>The embedded hub has its own copy, for nothing that is deployed refers to it; a test holds the two together.</remarks>
public static class PartitionPlacement
{
    private const int StackBytes = 512;
    private static readonly Lazy<int[]> Twins = new(FindTwins);

    /// <summary>Partition of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="partitions">Number of partitions, above 0.</param>
    /// <returns>From 0 to <paramref name="partitions"/> - 1.</returns>
    public static int Of(ReadOnlySpan<char> key, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        var size = Encoding.UTF8.GetByteCount(key);
        Span<byte> bytes = size <= StackBytes ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(key, bytes);
        return Math.Abs(Hash(bytes) % partitions);
    }

    /// <summary>
    /// A key that says nothing of another one, but falls on the same partition however many there are: for events that follow a person whose id must not be
    /// written down.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <returns>Such as <c>r-1f03</c>: the same for all keys of one hash of 16 bits.</returns>
    public static string TwinOf(ReadOnlySpan<char> key)
    {
        var size = Encoding.UTF8.GetByteCount(key);
        Span<byte> bytes = size <= StackBytes ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(key, bytes);
        return $"r-{Twins.Value[(ushort)Hash(bytes)]:x}";
    }

    // Tries keys one after another until every hash has one: about 12 for each, once a process.
    private static int[] FindTwins()
    {
        var twins = new int[ushort.MaxValue + 1];
        var left = twins.Length;
        Span<byte> key = stackalloc byte[16];
        for (var number = 1; left > 0; number++)
        {
            System.Text.Unicode.Utf8.TryWrite(key, $"r-{number:x}", out var length);
            ref var twin = ref twins[(ushort)Hash(key[..length])];
            if (twin == 0)
            {
                (twin, left) = (number, left - 1);
            }
        }

        return twins;
    }

    private static short Hash(ReadOnlySpan<byte> key)
    {
        var a = 0xdeadbeef + (uint)key.Length;
        var (b, c) = (a, a);
        while (key.Length > 12)
        {
            Add(key, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
            key = key[12..];
        }

        if (key.Length > 0)
        {
            Span<byte> last = stackalloc byte[12];
            last.Clear();
            key.CopyTo(last);
            Add(last, ref a, ref b, ref c);
            Finish(ref a, ref b, ref c);
        }

        return unchecked((short)(b ^ c));
    }

    private static void Add(ReadOnlySpan<byte> words, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(words);
        b += BinaryPrimitives.ReadUInt32LittleEndian(words[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(words[8..]);
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
