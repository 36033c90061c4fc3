using System.Buffers.Binary;

namespace XbFunctions.Xb.Bench;

/// <summary>Five velocity windows a key.</summary>
/// <param name="keys">Keys.</param>
internal sealed class VelocityBenchEvents(int keys) : IBenchEvents<VelocityBenchState>
{
    private const long StartMs = 1_772_625_600_000;

    /// <inheritdoc/>
    public VelocityBenchState CreateState() => new(keys);

    /// <inheritdoc/>
    public byte[] Change(long number)
    {
        var change = new byte[VelocityBenchState.ChangeBytes];

        // Spread like pseudonyms, and as many different ones as there are keys.
        BinaryPrimitives.WriteUInt64LittleEndian(change, (ulong)(number % keys) * 0x9E37_79B9_7F4A_7C15);
        BinaryPrimitives.WriteInt64LittleEndian(change.AsSpan(8), StartMs + number);
        BinaryPrimitives.WriteSingleLittleEndian(change.AsSpan(16), number % 100);
        return change;
    }
}
