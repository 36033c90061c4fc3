namespace XbFunctions.State.Tests;

/// <summary>Takes any change and keeps nothing.</summary>
internal sealed class IgnoringState : IStreamState
{
    public void Apply(ReadOnlySpan<byte> change)
    {
    }

    public IStateCapture Capture() => new CopiedCapture(ReadOnlyMemory<byte>.Empty);

    public void Load(ReadOnlySpan<byte> snapshot)
    {
    }
}
