using System.Buffers;
using System.Text;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A text that the state refers to by its hash.</summary>
/// <param name="Text">The text; empty for none.</param>
internal readonly record struct TextEntry(string Text) : IStateValue<TextEntry>
{
    /// <inheritdoc/>
    public static TextEntry Create() => new("");

    /// <inheritdoc/>
    public static TextEntry Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var text = Encoding.UTF8.GetString(reader.Text());
        read = reader.Taken;
        return new TextEntry(text);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target) => target.PutText(Text);
}
