using System.Buffers.Binary;
using System.IO.Hashing;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Seeds of chance that are the same in every process, as those of <see cref="HashCode"/> are not.</summary>
internal static class PlanSeed
{
    private const int Seed = 20_26;

    /// <summary>A source of chance.</summary>
    /// <param name="stream">What it is for.</param>
    /// <param name="future">Which future.</param>
    public static Random Of(int stream, int future)
    {
        Span<byte> bytes = stackalloc byte[3 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Seed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[sizeof(int)..], stream);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(2 * sizeof(int))..], future);
        return new Random((int)XxHash3.HashToUInt64(bytes));
    }
}
