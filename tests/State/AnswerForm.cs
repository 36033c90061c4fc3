using System.Buffers;
using System.Text;

namespace XbFunctions.State.Tests;

/// <summary>
/// Makes answers of changes <c>key:number:sequence:padding</c>, and bodies of the short form that tests wrote into journals of version 4: their bytes from the
/// last to the first.
/// </summary>
internal sealed class AnswerForm : IOutputForm
{
    public static AnswerForm Instance { get; } = new();

    public static byte[] Change(string text, long sequence, byte[] padding) => [.. Encoding.UTF8.GetBytes($"{text}:{sequence}:"), .. padding];

    public OutgoingEvent Make(ReadOnlyMemory<byte> change, ReadOnlyMemory<byte> first, ArrayBufferWriter<byte> target)
    {
        var parts = Encoding.Latin1.GetString(change.Span).Split(':', 4);
        if (parts.Length < 4 || !Encoding.Latin1.GetString(first.Span).Contains(':', StringComparison.Ordinal))
        {
            throw new FormatException("an answer of four parts");
        }

        byte[] body = [.. Encoding.Latin1.GetBytes($"{parts[0]}:{parts[1]}"), .. Encoding.Latin1.GetBytes(parts[3])];
        var room = target.GetMemory(body.Length)[..body.Length];
        body.CopyTo(room);
        target.Advance(body.Length);
        return new OutgoingEvent("answers", parts[0], $"a-{parts[2]}", "counted", room, $"n-{parts[2]}");
    }

    public void Expand(in OutgoingEvent output, IBufferWriter<byte> body) => body.Write([.. output.Body.ToArray().AsEnumerable().Reverse()]);
}
