using System.Buffers;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A list of recommendations from which something was clicked.</summary>
/// <param name="Clicks">How often.</param>
internal readonly record struct ClickedList(int Clicks) : IStateValue<ClickedList>
{
    /// <inheritdoc/>
    public static ClickedList Create() => default;

    /// <inheritdoc/>
    public static ClickedList Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var list = new ClickedList(reader.Int());
        read = reader.Taken;
        return list;
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target) => target.PutInt(Clicks);
}
