using System.Text;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.State.Tests;

/// <summary>Bytes that some version wrote must read for ever, and today's version must still write its own.</summary>
[TestClass]
public sealed class GoldenTests
{
    private const string Folder = "count/numbers/count/3";

    [TestMethod]
    public async Task Journal_version_1_is_read()
    {
        await using var rig = await OpenAsync("journal-v1.hex");
        await rig.RunAsync(Rig.Event(1003, "k:1", "e-1001"), Rig.Event(1004, "k:2"));
        Assert.AreEqual("k=3,44", rig.State);
        Assert.AreEqual(1, rig.Counters.Duplicates);
        CollectionAssert.AreEqual(new[] { "a-1002", "a-1004" }, rig.Publisher.Ids.ToArray(), "the first record's outputs were confirmed by the second");
    }

    [TestMethod]
    public async Task Journal_version_2_is_read()
    {
        await using var rig = await OpenAsync("journal-v2.hex");
        await rig.RunAsync(Rig.Event(1006, "k:1", "e-1001"), Rig.Event(1007, "k:2"));
        Assert.AreEqual("k=3,44", rig.State);
        Assert.AreEqual(1, rig.Counters.Duplicates);
        CollectionAssert.AreEqual(new[] { "a-1005", "a-1007" }, rig.Publisher.Ids.ToArray(), "the first record's outputs were confirmed by the second");
        CollectionAssert.AreEqual(new[] { new SequenceGap(1002, 1004, Enqueued(1005)) }, rig.Counters.Lost.ToArray());
    }

    [TestMethod]
    public async Task Journal_version_3_is_read()
    {
        await using var rig = await OpenAsync("journal-v3.hex");
        await rig.RunAsync(Rig.Event(1006, "k:1", "e-1001"), Rig.Event(1007, "k:2"));
        Assert.AreEqual("k=3,44", rig.State);
        Assert.AreEqual(1, rig.Counters.Duplicates);
        CollectionAssert.AreEqual(new[] { "a-1005", "a-1007" }, rig.Publisher.Ids.ToArray(), "the first record's outputs were confirmed by the second");
        CollectionAssert.AreEqual(new[] { new SequenceGap(1002, 1004, Enqueued(1005)) }, rig.Counters.Lost.ToArray());
    }

    [TestMethod]
    public async Task Journal_version_4_is_read()
    {
        await using var rig = await OpenAsync("journal-v4.hex");
        await rig.RunAsync(Rig.Event(1007, "k:1", "e-1001"), Rig.Event(1008, "k:2"));
        Assert.AreEqual("k=4,49", rig.State);
        Assert.AreEqual(1, rig.Counters.Duplicates);
        CollectionAssert.AreEqual(new[] { "a-1005", "a-1006", "a-1008" }, rig.Publisher.Ids.ToArray(), "the first record's outputs were confirmed by the second");
        CollectionAssert.Contains(rig.Publisher.Sent.ToArray(), ("a-1006", "k:5"), "made of its short form");
        CollectionAssert.AreEqual(new[] { new SequenceGap(1002, 1004, Enqueued(1005)) }, rig.Counters.Lost.ToArray());
    }

    [TestMethod]
    public async Task Journal_version_5_is_read()
    {
        await using var rig = await OpenAsync("journal-v5.hex");
        await rig.RunAsync(Rig.Event(1008, "k:1", "e-1001"), Rig.Event(1009, "k:2"));
        Assert.AreEqual("k=5,55", rig.State);
        Assert.AreEqual(1, rig.Counters.Duplicates);
        CollectionAssert.AreEqual(
            new[] { "a-1005", "a-1006", "a-1007", "a-1009" }, rig.Publisher.Ids.ToArray(), "the first record's outputs were confirmed by the second");
        CollectionAssert.Contains(rig.Publisher.Sent.ToArray(), ("a-1007", "k:6"), "made of its change");
        CollectionAssert.AreEqual(new[] { new SequenceGap(1002, 1004, Enqueued(1005)) }, rig.Counters.Lost.ToArray());
    }

    [TestMethod]
    public void Journal_version_5_is_written()
    {
        var result = new BatchResult();
        result.TryClaim("e-1001");
        Answer(result, "k:40", 1001);
        var first = Record(result, 1000, 1001, publishedThrough: -1);
        result.Reset();
        var gap = new byte[JournalRecordHeader.Bytes];
        new JournalRecordHeader(JournalRecordKind.Gap, 0, 1, 0x0123456789abcdef, 1002, 1004, Enqueued(1005), 1001, 1001).Write(gap);
        Answer(result, "k:2", 1005, new string('x', PayloadPacking.SmallestPayload));
        var second = Record(result, 1005, 1005, publishedThrough: 1001);
        result.Reset();
        Answer(result, "k:5", 1006);
        result.PublishChange(result.ReserveChange(), AnswerForm.Change("k:6", 1007, []), AnswerForm.Instance);
        AssertGolden("journal-v5.hex", [.. first, .. gap, .. second, .. Record(result, 1006, 1007, publishedThrough: 1001)]);
    }

    [TestMethod]
    public async Task Snapshot_version_1_is_read()
    {
        var options = Storage.NewOptions();
        var container = Storage.Client().GetBlobContainerClient(options.StateContainer);
        await container.CreateAsync();
        await container.GetBlobClient($"{Folder}/snapshot-00000000000000000007").UploadAsync(new BinaryData(Golden("snapshot-v1.hex")));
        await using var rig = new Rig(options);
        await rig.RunAsync(Rig.Event(41, "k:5"), Rig.Event(43, "k:1", "e-1001"), Rig.Event(44, "k:1"));
        Assert.AreEqual("k=3,21", rig.State);
        Assert.AreEqual(1, rig.Counters.Redelivered);
        Assert.AreEqual(1, rig.Counters.Duplicates);
    }

    [TestMethod]
    public async Task Snapshot_version_2_is_read()
    {
        var options = Storage.NewOptions();
        var container = Storage.Client().GetBlobContainerClient(options.StateContainer);
        await container.CreateAsync();
        await container.GetBlobClient($"{Folder}/snapshot-00000000000000000007").UploadAsync(new BinaryData(Golden("snapshot-v2.hex")));
        await using var rig = new Rig(options);
        await rig.RunAsync(Rig.Event(41, "k:5"), Rig.Event(43, "k:1", "e-1001"), Rig.Event(44, "k:1"));
        Assert.AreEqual("k=3,21", rig.State);
        Assert.AreEqual(1, rig.Counters.Redelivered);
        Assert.AreEqual(1, rig.Counters.Duplicates);
        CollectionAssert.AreEqual(new[] { new SequenceGap(3, 9, Enqueued(10)) }, rig.Counters.Lost.ToArray());
    }

    [TestMethod]
    public async Task Snapshot_version_2_is_written()
    {
        var options = Storage.NewOptions();
        var state = new CountState();
        state.Add("k", 13);
        state.Add("k", 7);
        var losses = new LossLedger();
        losses.Add(new SequenceGap(3, 9, Enqueued(10)));
        var container = Storage.Client().GetBlobContainerClient(options.StateContainer);
        await container.CreateAsync();
        using var stores = new StateStores(Storage.Client(), options, TimeProvider.System, NullLogger.Instance);
        var point = new SnapshotPoint(1, 7, 42, Enqueued(42), [IdHash.Of("e-1001".AsSpan())], losses);
        using var capture = state.Capture();
        var writer = new SnapshotWriter(stores, container.GetBlockBlobClient("snapshot"), point, capture);
        Assert.IsFalse(writer.Step());
        await writer.StageAsync(isLast: true, CancellationToken.None);
        CollectionAssert.AreEqual(Array.Empty<string>(), await Storage.BlobsAsync(options.StateContainer), "nothing is seen before the commit");
        await writer.CommitAsync(CancellationToken.None);
        AssertGolden("snapshot-v2.hex", await Storage.ReadAsync(options.StateContainer, "snapshot"));
    }

    [TestMethod]
    public async Task Segment_version_1_is_read()
    {
        var options = Storage.NewOptions();
        var container = Storage.Client().GetBlobContainerClient(options.LookupContainer);
        await container.CreateAsync();
        var name = "count/20260304/numbers/count/3/00000000000000000005-00000000000000000006.seg";
        await container.GetBlobClient(name).UploadAsync(new BinaryData(Golden("segment-v1.hex")));
        using var reader = new LookupReader(Storage.Client(), "count", options, TimeProvider.System);
        Assert.AreEqual("first", Encoding.UTF8.GetString((await reader.FindAsync("a"))!.Value.Span));
        Assert.AreEqual("second", Encoding.UTF8.GetString((await reader.FindAsync("b"))!.Value.Span));
        Assert.IsNull(await reader.FindAsync("c"));
    }

    [TestMethod]
    public void Segment_version_1_is_written()
    {
        var buffer = new LookupBuffer();
        buffer.Add(5, 5, "a", "first"u8);
        buffer.Add(6, 6, "b", "second"u8);
        AssertGolden("segment-v1.hex", buffer.Build());
    }

    private static async Task<Rig> OpenAsync(string journal)
    {
        var options = Storage.NewOptions();
        await Storage.ReplaceAppendBlobAsync(options.StateContainer, $"{Folder}/journal-00000000000000000000", Golden(journal));
        return new Rig(options);
    }

    private static DateTimeOffset Enqueued(long sequence) => Rig.Event(sequence, string.Empty).EnqueuedAt;

    private static void Answer(BatchResult result, string body, long sequence, string? answer = null)
    {
        result.Change(Encoding.UTF8.GetBytes(body));
        result.Publish(new OutgoingEvent("answers", "k", $"a-{sequence}", "counted", Encoding.UTF8.GetBytes(answer ?? body), null));
    }

    private static byte[] Record(BatchResult result, long first, long last, long publishedThrough)
    {
        var stored = new System.Buffers.ArrayBufferWriter<byte>();
        var packing = PayloadPacking.Write(stored, result.Payload().Span);
        byte[] record = [.. new byte[JournalRecordHeader.Bytes], .. stored.WrittenSpan];
        new JournalRecordHeader(
            JournalRecordKind.Batch, 0, 1, 0x0123456789abcdef, first, last, Enqueued(last), publishedThrough, publishedThrough) { Packing = packing }.Write(record);
        return record;
    }

    private static byte[] Golden(string file) => Convert.FromHexString(Text(file));

    private static string Text(string file) =>
        string.Concat(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file)).Where(line => !line.StartsWith('#')));

    private static void AssertGolden(string file, byte[] written) => Assert.AreEqual(Text(file), Convert.ToHexStringLower(written), file);
}
