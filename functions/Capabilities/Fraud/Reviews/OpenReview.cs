using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A decision that waits for an analyst.</summary>
/// <param name="Body">The <c>fraud.decided</c> body.</param>
internal readonly record struct OpenReview(byte[] Body) : IStateValue<OpenReview>
{
    /// <inheritdoc/>
    public static OpenReview Create() => new([]);

    /// <inheritdoc/>
    public static OpenReview Read(ReadOnlySpan<byte> source, out int read)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(source);
        read = sizeof(int) + length;
        return new OpenReview(source.Slice(sizeof(int), length).ToArray());
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target.GetSpan(sizeof(int)), Body.Length);
        target.Advance(sizeof(int));
        target.Write(Body);
    }
}
