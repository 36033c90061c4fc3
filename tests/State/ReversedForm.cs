using System.Buffers;

namespace XbFunctions.State.Tests;

/// <summary>A short form that is as long as the body: its bytes from the last to the first.</summary>
internal sealed class ReversedForm : IBodyForm
{
    public static ReversedForm Instance { get; } = new();

    public static byte[] Of(byte[] body) => [.. body.AsEnumerable().Reverse()];

    public void Expand(in OutgoingEvent output, IBufferWriter<byte> body) => body.Write(Of(output.Body.ToArray()));
}
