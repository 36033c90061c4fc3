using System.Buffers;

namespace XbFunctions.State;

/// <summary>Passes bytes on and counts them.</summary>
internal sealed class CountingWriter(IBufferWriter<byte> target) : IBufferWriter<byte>
{
    public long Written { get; private set; }

    public void Advance(int count)
    {
        target.Advance(count);
        Written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => target.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => target.GetSpan(sizeHint);
}
