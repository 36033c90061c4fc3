using System.Buffers;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Bytes that some version wrote must read for ever, and today's version must still write its own.</summary>
[TestClass]
public sealed class FraudStateGoldenTests
{
    private static readonly PaymentTrace Payment = Subjects.Trace();

    [TestMethod]
    public void Version_1_is_read()
    {
        var state = new FraudState(new FraudOptions(), "0");
        state.Load(Golden("fraud-state-v1.hex"));
        AssertHolds(state);
    }

    [TestMethod]
    public void Version_2_is_read()
    {
        var state = new FraudState(new FraudOptions(), "0");
        foreach (var piece in Golden("fraud-state-v2.hex").Chunk(98))
        {
            state.Load(piece);
        }

        AssertHolds(state);
    }

    [TestMethod]
    public void Version_2_is_written()
    {
        var state = new FraudState(new FraudOptions(), "0");
        state.AddPayment(1, Payment, new byte[FraudState.PaymentChangeSize]);
        state.AddLabel(1, Payment.Payment, fraud: true, new byte[FraudState.LabelChangeSize]);
        var written = new ArrayBufferWriter<byte>();
        using var capture = state.Capture();
        while (capture.TryWriteNext(written, 1_000))
        {
            // One piece a table.
        }

        Assert.AreEqual(Convert.ToHexStringLower(Golden("fraud-state-v2.hex")), Convert.ToHexStringLower(written.WrittenSpan));
    }

    private static void AssertHolds(FraudState state)
    {
        foreach (var history in new[] { state.Customers.Find(1), state.Instruments.Find(11), state.Devices.Find(21) })
        {
            Assert.IsNotNull(history);
            Assert.AreEqual((Subjects.Start, 1, 0), (history.FirstSeenMs, history.FraudLabels, history.Returns));
            CollectionAssert.AreEqual(new[] { Payment }, history.Traces.ToArray());
        }
    }

    private static byte[] Golden(string file) => Convert.FromHexString(string.Concat(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file)).Where(line => !line.StartsWith('#'))));
}
