using System.Buffers;

namespace XbFunctions.State.Tests;

/// <summary>Takes any change and keeps nothing.</summary>
internal sealed class IgnoringState : IStreamState
{
    public void Apply(ReadOnlySpan<byte> change)
    {
    }

    public void Save(IBufferWriter<byte> target)
    {
    }

    public void Load(ReadOnlySpan<byte> snapshot)
    {
    }
}
