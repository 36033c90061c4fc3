using System.Buffers;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>A state as a snapshot holds it: two states are the same when their bytes are.</summary>
internal static class FraudStateBytes
{
    public static byte[] Of(FraudState state)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var capture = state.Capture();
        while (capture.TryWriteNext(bytes, int.MaxValue))
        {
        }

        return bytes.WrittenSpan.ToArray();
    }
}
