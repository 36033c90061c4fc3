using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace XbFunctions.State;

/// <summary>One key's bytes of <see cref="WindowSet.Velocity"/>, to lie in a <see cref="KeyedTable{TValue}"/> without an object of their own.</summary>
[InlineArray(Size)]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Bytes in place; two are compared as spans.")]
public struct VelocityBytes : IStateValue<VelocityBytes>
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 236;

    private byte _first;

    /// <inheritdoc/>
    public static VelocityBytes Create() => default;

    /// <inheritdoc/>
    public static VelocityBytes Read(ReadOnlySpan<byte> source, out int read)
    {
        if (source.Length < Size)
        {
            throw new FormatException($"velocity windows of {Size} bytes, got {source.Length}");
        }

        var value = default(VelocityBytes);
        source[..Size].CopyTo(value);
        read = Size;
        return value;
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target) => target.Write((ReadOnlySpan<byte>)this);
}
