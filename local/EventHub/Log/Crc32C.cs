using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace XbFunctions.EventHub;

/// <summary>
/// CRC-32C (Castagnoli), as in RFC 3720 appendix B.4. Long input is folded 64 bytes at a time by carry-less multiplication (Gopal et al., Fast CRC
/// Computation for Generic Polynomials Using PCLMULQDQ, Intel 2009) down to 16 bytes with the same remainder, where the processor can.
/// </summary>
internal static class Crc32C
{
    // Below it, eight bytes an instruction are as fast.
    private const int ShortestFolded = 128;

    private static readonly Vector128<ulong> Over64 = Vector128.Create(0x740eef02UL, 0x9e4addf8UL);
    private static readonly Vector128<ulong> Over16 = Vector128.Create(0xf20c0dfeUL, 0x493c7d27UL);

    /// <summary>Checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        if (Pclmulqdq.IsSupported && bytes.Length >= ShortestFolded)
        {
            crc = Fold(crc, MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes));
            bytes = bytes[(bytes.Length & ~15)..];
        }

        return ~Plain(crc, bytes);
    }

    private static uint Plain(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }

    private static uint Fold(uint crc, ReadOnlySpan<Vector128<ulong>> blocks)
    {
        var (a, b, c, d) = (blocks[0] ^ Vector128.CreateScalar((ulong)crc), blocks[1], blocks[2], blocks[3]);
        for (blocks = blocks[4..]; blocks.Length >= 4; blocks = blocks[4..])
        {
            a = Shift(a, Over64) ^ blocks[0];
            b = Shift(b, Over64) ^ blocks[1];
            c = Shift(c, Over64) ^ blocks[2];
            d = Shift(d, Over64) ^ blocks[3];
        }

        var folded = Shift(Shift(Shift(a, Over16) ^ b, Over16) ^ c, Over16) ^ d;
        foreach (var block in blocks)
        {
            folded = Shift(folded, Over16) ^ block;
        }

        return BitOperations.Crc32C(BitOperations.Crc32C(0, folded[0]), folded[1]);
    }

    private static Vector128<ulong> Shift(Vector128<ulong> value, Vector128<ulong> distance) =>
        Pclmulqdq.CarrylessMultiply(value, distance, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, distance, 0x11);
}
