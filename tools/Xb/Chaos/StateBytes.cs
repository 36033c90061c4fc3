using System.Buffers;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.State;

namespace XbFunctions.Xb.Chaos;

/// <summary>The bytes of a state that follow from the hub's log.</summary>
internal static class StateBytes
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Histories as a snapshot has them, and summaries by customer; the one thing left out is when the last decision was made.</summary>
    /// <param name="state">The state.</param>
    public static ReadOnlyMemory<byte> Of(FraudState state)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(state.Customers.Capture(), bytes);
        Write(state.Instruments.Capture(), bytes);
        Write(state.Devices.Capture(), bytes);
        Write(state.Addresses.Capture(), bytes);
        foreach (var summary in state.Summaries.All.OrderBy(static summary => summary.Customer.Value))
        {
            Untimed(summary).Write(bytes);
        }

        return bytes.WrittenMemory;
    }

    private static CustomerSummary Untimed(CustomerSummary summary)
    {
        var bytes = new ArrayBufferWriter<byte>();
        summary.Write(bytes);
        var copy = bytes.WrittenSpan.ToArray();
        copy.AsSpan(CustomerSummary.DecidedAtOffset, sizeof(long)).Clear();
        return CustomerSummary.Read(copy, out _);
    }

    private static void Write(IStateCapture capture, ArrayBufferWriter<byte> bytes)
    {
        using (capture)
        {
            while (capture.TryWriteNext(bytes, PieceBytes))
            {
                // Piece after piece.
            }
        }
    }
}
