namespace XbFunctions.State;

/// <summary>
/// A Bloom filter over 64-bit hashes by double hashing (Kirsch and Mitzenmacher 2006): 10 bits an entry and 7 probes, so that about
/// 0.8 % of the keys that are not there seem to be.
/// </summary>
internal static class BloomFilter
{
    private const int BitsPerEntry = 10;
    private const int Probes = 7;

    public static int BytesFor(int entries) => (int)(((Math.Max(1L, entries) * BitsPerEntry) + 63) / 64 * 8);

    public static void Add(Span<byte> filter, ulong hash)
    {
        for (var probe = 0u; probe < Probes; probe++)
        {
            var bit = Bit(filter.Length, hash, probe);
            filter[(int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
        }
    }

    public static bool MayHold(ReadOnlySpan<byte> filter, ulong hash)
    {
        for (var probe = 0u; probe < Probes; probe++)
        {
            var bit = Bit(filter.Length, hash, probe);
            if ((filter[(int)(bit >> 3)] & (1 << (int)(bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong Bit(int filterBytes, ulong hash, uint probe) =>
        ((hash & uint.MaxValue) + (probe * ((hash >> 32) | 1))) % ((ulong)filterBytes * 8);
}
