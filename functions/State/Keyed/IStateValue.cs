using System.Buffers;

namespace XbFunctions.State;

/// <summary>What a <see cref="KeyedTable{TValue}"/> keeps for each key.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IStateValue<TSelf>
    where TSelf : IStateValue<TSelf>
{
    /// <summary>Makes the value of a key that is new.</summary>
    static abstract TSelf Create();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">Bytes that begin with the value.</param>
    /// <param name="read">Bytes taken.</param>
    static abstract TSelf Read(ReadOnlySpan<byte> source, out int read);

    /// <summary>Writes the value; its end must be told from its bytes.</summary>
    /// <param name="target">Destination.</param>
    void Write(IBufferWriter<byte> target);
}
