using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
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
        var frame = PackedOfOld(1, ExchangeFrameKind.Changes, records);
        var book = new PeerBook();
        var view = book.ViewOf("0");

        Assert.AreEqual(frame.Length, ExchangeFrame.Read(frame, "1", book));
        CollectionAssert.AreEqual(new[] { trace }, view.Instrument(11)!.Traces);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void A_stored_frame_is_read(int version)
    {
        var frame = Golden(version);
        var book = new PeerBook();
        var view = book.ViewOf("0");

        Assert.AreEqual(frame.Length, ExchangeFrame.Read(frame, "1", book));
        Assert.AreEqual((Stored.OccurredAtSecond, 1), (view.Seller(7)!.FirstSecond, view.Seller(7)!.Buckets.Length));
        foreach (var use in new[] { view.Instrument(11), view.Device(12), view.Address(13) })
        {
            Assert.AreEqual(Stored.OccurredAtMs, use!.FirstSeenMs);
            CollectionAssert.AreEqual(new[] { Stored }, use.Traces);
        }

        Assert.AreEqual((1, 1, 1, 1), (book.Sellers.Count, book.Instruments.Count, book.Devices.Count, book.Addresses.Count));
    }

    [TestMethod]
    public void The_stored_frame_of_the_newest_version_holds_what_is_written_today()
    {
        using var capture = Capture(Stored);
        var frame = Golden(ExchangeFrame.Version);
        var packed = frame.AsSpan(ExchangeFrame.HeadBytes);
        var stored = new byte[BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(12))];
        Assert.IsTrue(ExchangePacking.TryUnpack(packed, ExchangeFrame.Version, stored));
        CollectionAssert.AreEqual(stored, capture.Frames.Single().Records.ToArray());
        Assert.IsFalse(ExchangePacking.TryUnpack(packed, ExchangeFrame.Version, stored.AsSpan(1)), "too long");
        Assert.IsFalse(ExchangePacking.TryUnpack(packed, ExchangeFrame.Version, new byte[stored.Length + 1]), "too short");
        Assert.IsFalse(ExchangePacking.TryUnpack(packed[..9], ExchangeFrame.Version, stored), "cut");
    }

    [TestMethod]
    public void A_record_whose_payments_are_not_as_many_bytes_as_it_says_is_refused_when_it_comes_and_not_when_it_is_asked_for()
    {
        using var capture = Capture(Stored);
        byte[] records = [.. capture.Frames.Single().Records.Span];
        var instrument = records.AsSpan(FindInstrument(records));
        foreach (var (at, told) in new[] { (33, (byte)2), (33, (byte)0), (35, (byte)(instrument[35] - 1)), (37, (byte)0) })
        {
            byte[] wrong = [.. records];
            wrong[FindInstrument(records) + at] = told;
            Assert.ThrowsExactly<InvalidDataException>(() => ExchangeFrame.Read(Packed(ExchangeFrameKind.Changes, wrong), "1", new PeerBook()), $"byte {at}: {told}");
        }

        // Kind 1, key 8, first payment 8, labels 16, then payments 2, bytes 2, and what differs in the first payment.
        static int FindInstrument(byte[] records) => records.AsSpan().IndexOf((byte[])[2, 11, 0, 0, 0, 0, 0, 0, 0]);
    }

    private static PaymentTrace Stored => Subjects.Trace(instrument: 11, device: 12, seller: 7, address: 13);

    private static byte[] Golden(int version) =>
        Convert.FromHexString(string.Concat(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", $"fraud-exchange-v{version}.hex"))));

    private static byte[] Frame(ExchangeFrameKind kind, ulong instrument)
    {
        using var capture = Capture(Subjects.Trace(instrument: instrument));
        return Packed(kind, capture.Frames.Single().Records.Span);
    }

    private static ExchangeCapture Capture(PaymentTrace trace)
    {
        var state = new FraudState(new FraudOptions(), "1");
        var outbox = new ExchangeOutbox(new ExchangeOptions());
        outbox.Open(state);
        Subjects.Add(state, Subjects.Of(trace));
        outbox.Close();
        Assert.IsTrue(outbox.TryTake(out var capture));
        return capture!;
    }

    // As versions 1 and 2 wrote it.
    private static byte[] PackedOfOld(ushort version, ExchangeFrameKind kind, ReadOnlySpan<byte> records)
    {
        var frame = new byte[ExchangeFrame.HeadBytes + BrotliEncoder.GetMaxCompressedLength(records.Length)];
        Assert.IsTrue(BrotliEncoder.TryCompress(records, frame.AsSpan(ExchangeFrame.HeadBytes), out var packed, quality: 1, window: 20));
        Array.Resize(ref frame, ExchangeFrame.HeadBytes + packed);
        "XBFX"u8.CopyTo(frame);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(4), version);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), (ushort)kind);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(8), packed);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(12), records.Length);
        var crc = new Crc32();
        crc.Append(frame.AsSpan(0, 16));
        crc.Append(frame.AsSpan(ExchangeFrame.HeadBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(16), crc.GetCurrentHashAsUInt32());
        return frame;
    }

    private static byte[] Packed(ExchangeFrameKind kind, ReadOnlySpan<byte> records)
    {
        var frame = new ArrayBufferWriter<byte>();
        ExchangeFrame.Pack(kind, records, frame);
        return frame.WrittenSpan.ToArray();
    }
}
