using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class ExchangeFrameTests
{
    [TestMethod]
    public void A_frame_that_was_changed_anywhere_is_refused_and_one_that_is_cut_is_waited_for()
    {
        var frame = Frame(ExchangeFrameKind.First | ExchangeFrameKind.Last, 11);
        for (var at = 0; at < frame.Length; at++)
        {
            byte[] damaged = [.. frame];
            damaged[at] ^= 0x10;
            var book = new PeerBook();
            try
            {
                // A longer length reads as a frame of which the end is still to come.
                Assert.AreEqual(0, ExchangeFrame.Read(damaged, "1", book), $"byte {at}");
            }
            catch (InvalidDataException)
            {
                // Refused.
            }

            Assert.AreEqual(0, book.Instruments.Count, $"byte {at}");
            Assert.AreEqual(0, ExchangeFrame.Read(frame.AsSpan(0, at), "1", book), "cut");
        }
    }

    [TestMethod]
    public void What_a_partition_no_longer_tells_is_forgotten_when_it_has_told_everything()
    {
        var book = new PeerBook();
        var view = book.ViewOf("0");
        ExchangeFrame.Read(Frame(ExchangeFrameKind.First | ExchangeFrameKind.Last, 11), "1", book);
        ExchangeFrame.Read(Frame(ExchangeFrameKind.Changes, 12), "1", book);
        Assert.IsNotNull(view.Instrument(11));
        Assert.IsNotNull(view.Instrument(12));
        Assert.IsNull(book.ViewOf("1").Instrument(11), "its own");

        ExchangeFrame.Read(Frame(ExchangeFrameKind.First, 12), "1", book);
        Assert.IsNotNull(view.Instrument(11), "the rest may still tell of it");

        // The writer died there; the next one begins again.
        ExchangeFrame.Read(Frame(ExchangeFrameKind.First | ExchangeFrameKind.Last, 13), "1", book);
        Assert.IsNull(view.Instrument(11));
        Assert.IsNull(view.Instrument(12));
        Assert.IsNotNull(view.Instrument(13));
        book.Forget("1");
        Assert.AreEqual(0, book.Instruments.Count + book.Devices.Count + book.Addresses.Count + book.Sellers.Count);
    }

    [TestMethod]
    public void A_frame_of_version_1_whose_payments_have_no_address_is_read()
    {
        var trace = Subjects.Trace(address: 0);
        var bytes = new byte[PaymentTrace.Size];
        trace.Write(bytes);
        byte[] head = [2, 11, 0, 0, 0, 0, 0, 0, 0];
        byte[] records = [.. head, .. BitConverter.GetBytes(trace.OccurredAtMs), .. new byte[LabelMemory.Size], 1, 0, .. bytes[..48]];
        var frame = Packed(ExchangeFrameKind.Changes, records);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(4), 1);
        var crc = new Crc32();
        crc.Append(frame.AsSpan(0, 16));
        crc.Append(frame.AsSpan(ExchangeFrame.HeadBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(16), crc.GetCurrentHashAsUInt32());
        var book = new PeerBook();
        var view = book.ViewOf("0");

        Assert.AreEqual(frame.Length, ExchangeFrame.Read(frame, "1", book));
        CollectionAssert.AreEqual(new[] { trace }, view.Instrument(11)!.Traces);
    }

    private static byte[] Frame(ExchangeFrameKind kind, ulong instrument)
    {
        var state = new FraudState(new FraudOptions(), "1");
        var outbox = new ExchangeOutbox(new ExchangeOptions());
        outbox.Open(state);
        Subjects.Add(state, Subjects.Of(Subjects.Trace(instrument: instrument)));
        outbox.Close();
        Assert.IsTrue(outbox.TryTake(out var capture));
        using (capture)
        {
            return Packed(kind, capture!.Frames.Single().Records.Span);
        }
    }

    private static byte[] Packed(ExchangeFrameKind kind, ReadOnlySpan<byte> records)
    {
        var frame = new ArrayBufferWriter<byte>();
        ExchangeFrame.Pack(kind, records, frame);
        return frame.WrittenSpan.ToArray();
    }
}
