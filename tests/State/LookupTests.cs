using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class LookupTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Published_answers_are_found_by_their_key()
    {
        var options = Storage.NewOptions();
        using var reader = NewReader(options);
        Assert.IsNull(await reader.FindAsync("n-1"), "nothing was ever written");
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Events(0, 9));
        }

        using var young = NewReader(options);
        Assert.AreEqual("k1:1", await TextAsync(young, "n-1"));
        Assert.AreEqual("k4:9", await TextAsync(young, "n-9"));
        Assert.IsNull(await young.FindAsync("n-10"));
    }

    [TestMethod]
    public async Task An_answer_is_visible_within_two_flush_intervals_while_the_writer_runs()
    {
        var options = Storage.NewOptions();
        using var reader = NewReader(options);
        await using var rig = new Rig(options);
        await rig.RunAsync(Rig.Events(0, 0));
        var patience = TimeProvider.System.GetTimestamp();
        while (await reader.FindAsync("n-0", TestContext.CancellationToken) is null)
        {
            Assert.IsLessThan(TimeSpan.FromSeconds(20), TimeProvider.System.GetElapsedTime(patience), "a safety net: two seconds on an idle machine");
        }
    }

    [TestMethod]
    public async Task Answers_that_a_crash_took_from_memory_are_written_by_the_next_owner()
    {
        var options = Storage.NewOptions();
        options.LookupFlushInterval = TimeSpan.FromMinutes(1);
        var crashed = new Rig(options);
        await crashed.RunAsync(Rig.Events(0, 4));
        await crashed.RunAsync(Rig.Events(5, 9));
        Assert.IsEmpty(await Storage.BlobsAsync(options.LookupContainer));
        await using (var next = new Rig(options))
        {
            await next.RunAsync(Rig.Events(10, 11));
        }

        using var reader = NewReader(options);
        for (var number = 0; number <= 11; number++)
        {
            Assert.AreEqual($"k{number % 5}:{number}", await TextAsync(reader, $"n-{number}"));
        }
    }

    [TestMethod]
    public async Task A_snapshot_writes_waiting_answers_before_their_journal_goes()
    {
        var options = Storage.NewOptions();
        options.LookupFlushInterval = TimeSpan.FromMinutes(1);
        options.SnapshotRecords = 2;
        var crashed = new Rig(options);
        await crashed.RunAsync(Rig.Events(0, 4));
        await crashed.RunAsync(Rig.Events(5, 9));
        await crashed.SnapshotsAsync();
        using var reader = NewReader(options);
        Assert.AreEqual("k0:0", await TextAsync(reader, "n-0"));
        Assert.AreEqual("k4:9", await TextAsync(reader, "n-9"));
    }

    [TestMethod]
    public async Task The_newest_answer_of_a_key_wins_also_across_segments_and_days()
    {
        var options = Storage.NewOptions();
        using var reader = NewReader(options, options.LookupListAge);
        await using var writer = await NewWriterAsync(options);
        await AddAsync(writer, 1, Noon, ("a", "old"), ("a", "same record, later"), ("b", "b1"));
        await writer.FlushAsync(CancellationToken.None);
        Assert.AreEqual("same record, later", await TextAsync(reader, "a"));
        await AddAsync(writer, 2, Noon, ("a", "new"));
        await writer.FlushAsync(CancellationToken.None);
        await AddAsync(writer, 3, Noon.AddDays(1), ("b", "b2"));
        await writer.FlushAsync(CancellationToken.None);
        using var young = NewReader(options);
        Assert.AreEqual("new", await TextAsync(young, "a"));
        Assert.AreEqual("b2", await TextAsync(young, "b"));
    }

    [TestMethod]
    public async Task A_reader_sees_what_was_written_after_its_listing_once_the_listing_is_old()
    {
        var options = Storage.NewOptions();
        var clock = new FakeTimeProvider();
        using var reader = new LookupReader(Storage.Client(), "count", options, clock);
        await using var writer = await NewWriterAsync(options);
        Assert.IsNull(await reader.FindAsync("a"));
        await AddAsync(writer, 1, Noon, ("a", "1"));
        await writer.FlushAsync(CancellationToken.None);
        Assert.IsNull(await reader.FindAsync("a"), "the listing is new");
        clock.Advance(options.LookupListAge * 2);
        Assert.AreEqual("1", await TextAsync(reader, "a"));
        await AddAsync(writer, 2, Noon, ("a", "2"));
        await writer.FlushAsync(CancellationToken.None);
        clock.Advance(options.LookupListAge * 3);
        Assert.AreEqual("2", await TextAsync(reader, "a"));
    }

    [TestMethod]
    public async Task Small_segments_are_merged_and_a_reader_with_an_old_listing_still_finds_everything()
    {
        var options = Storage.NewOptions();
        options.LookupMergeWidth = 4;
        using var stores = NewStores(options);
        await stores.EnsureContainersAsync(CancellationToken.None);
        var shelf = new SegmentShelf(stores);
        var clock = new FakeTimeProvider();
        using var reader = new LookupReader(Storage.Client(), "count", options, clock);
        for (var sequence = 0; sequence < 10; sequence++)
        {
            await AddSegmentAsync(stores, shelf, sequence);
        }

        Assert.AreEqual("value 3", await TextAsync(reader, "key 3"));
        await shelf.MergeAsync(CancellationToken.None);
        Assert.IsLessThan(5, (await Storage.BlobsAsync(options.LookupContainer)).Length);
        clock.Advance(TimeSpan.FromMinutes(1));
        for (var sequence = 0; sequence < 10; sequence++)
        {
            Assert.AreEqual($"value {sequence}", await TextAsync(reader, $"key {sequence}"));
        }
    }

    [TestMethod]
    public async Task Nothing_that_another_owner_wrote_is_lost_when_a_partition_comes_back()
    {
        var options = Storage.NewOptions();
        options.LookupMergeWidth = 4;
        options.LookupFlushInterval = TimeSpan.FromMinutes(1);
        await using var first = await NewWriterAsync(options);
        await WriteAsync(first, 0, 1);
        await using (var second = await NewWriterAsync(options))
        {
            await second.ResetAsync(1, CancellationToken.None);
            await WriteAsync(second, 2, 2);
        }

        // The partition comes back to the process that had it first, and is merged there.
        await first.ResetAsync(2, CancellationToken.None);
        await WriteAsync(first, 3, 9);
        await using var third = await NewWriterAsync(options);
        await third.ResetAsync(9, CancellationToken.None);
        await WriteAsync(third, 10, 10);
        using var reader = NewReader(options);
        for (var number = 0; number <= 10; number++)
        {
            Assert.AreEqual($"value {number}", await TextAsync(reader, $"key {number}"));
        }

        static async Task WriteAsync(LookupWriter writer, int from, int to)
        {
            for (var number = from; number <= to; number++)
            {
                await AddAsync(writer, number, Noon, ($"key {number}", $"value {number}"));
                await writer.FlushAsync(CancellationToken.None);
                await writer.MergeAsync(CancellationToken.None);
            }
        }
    }

    [TestMethod]
    public async Task A_day_that_is_over_becomes_one_segment_also_when_its_writer_has_died()
    {
        var options = Storage.NewOptions();
        using var stores = NewStores(options);
        await stores.EnsureContainersAsync(CancellationToken.None);
        for (var sequence = 0; sequence < 3; sequence++)
        {
            await AddSegmentAsync(stores, new SegmentShelf(stores), sequence);
        }

        var shelf = new SegmentShelf(stores);
        await AddSegmentAsync(stores, shelf, 3, day: 20260305);
        await shelf.MergeAsync(CancellationToken.None);
        CollectionAssert.AreEqual(
            new[]
            {
                "count/20260304/numbers/count/3/00000000000000000000-00000000000000000002.seg",
                "count/20260305/numbers/count/3/00000000000000000003-00000000000000000003.seg",
            },
            await Storage.BlobsAsync(options.LookupContainer));
        using var reader = NewReader(options);
        Assert.AreEqual("value 1", await TextAsync(reader, "key 1"));
    }

    [TestMethod]
    public async Task Days_beyond_the_searched_ones_are_not_found()
    {
        var options = Storage.NewOptions();
        await using var writer = await NewWriterAsync(options);
        await AddAsync(writer, 1, Noon, ("a", "1"));
        await AddAsync(writer, 2, Noon.AddDays(1), ("b", "2"));
        await writer.FlushAsync(CancellationToken.None);
        options.LookupDays = 1;
        using var reader = new LookupReader(Storage.Client(), "count", options, TimeProvider.System);
        Assert.AreEqual("2", await TextAsync(reader, "b"));
        Assert.IsNull(await reader.FindAsync("a"));
    }

    [TestMethod]
    public async Task A_flush_that_failed_is_finished_by_the_next_one()
    {
        var options = Storage.NewOptions();
        var faults = new FaultPolicy((request, _) => request == 4 ? Fault.Refused : Fault.None);
        using var stores = NewStores(options, Storage.Client(faults));
        await stores.EnsureContainersAsync(CancellationToken.None);
        await using var writer = new LookupWriter(stores, "count", Rig.Partition);
        await AddAsync(writer, 1, Noon, ("a", "1"));
        await Assert.ThrowsExactlyAsync<Azure.RequestFailedException>(() => writer.FlushAsync(CancellationToken.None));
        Assert.AreEqual(-1, writer.WrittenThrough);
        await AddAsync(writer, 2, Noon, ("b", "2"));
        await writer.FlushAsync(CancellationToken.None);
        Assert.AreEqual(2, writer.WrittenThrough);
        using var reader = NewReader(options);
        Assert.AreEqual("1", await TextAsync(reader, "a"));
        Assert.AreEqual("2", await TextAsync(reader, "b"));
    }

    [TestMethod]
    public async Task Records_without_answers_count_as_written_at_once()
    {
        var options = Storage.NewOptions();
        options.LookupFlushInterval = TimeSpan.FromMinutes(1);
        await using var writer = await NewWriterAsync(options);
        await AddAsync(writer, 7, Noon);
        Assert.AreEqual(7, writer.WrittenThrough);
        await AddAsync(writer, 8, Noon, ("a", "1"));
        await AddAsync(writer, 9, Noon);
        Assert.AreEqual(7, writer.WrittenThrough);
        await writer.FlushAsync(CancellationToken.None);
        Assert.AreEqual(9, writer.WrittenThrough);
    }

    [TestMethod]
    public void The_cache_lets_the_least_recently_used_go()
    {
        var cache = new SegmentCache(100);
        cache.Add("a", 0, "A", 40);
        cache.Add("b", 0, "B", 40);
        Assert.IsTrue(cache.TryGet<string>("a", 0, out _));
        cache.Add("c", 0, "C", 40);
        Assert.IsFalse(cache.TryGet<string>("b", 0, out _));
        Assert.IsTrue(cache.TryGet<string>("a", 0, out var kept));
        Assert.AreEqual("A", kept);
        Assert.AreEqual(80, cache.Bytes);
    }

    private static LookupReader NewReader(StateOptions options, TimeSpan? listAge = null)
    {
        var own = Storage.Copy(options);
        own.LookupListAge = listAge ?? TimeSpan.Zero;
        return new LookupReader(Storage.Client(), "count", own, TimeProvider.System);
    }

    private static StateStores NewStores(StateOptions options, BlobServiceClient? client = null) =>
        new(client ?? Storage.Client(), options, TimeProvider.System, NullLogger.Instance);

    private static async Task<LookupWriter> NewWriterAsync(StateOptions options)
    {
        var stores = NewStores(options);
        await stores.EnsureContainersAsync(CancellationToken.None);
        return new LookupWriter(stores, "count", Rig.Partition);
    }

    private static async Task AddAsync(LookupWriter writer, long sequence, DateTimeOffset enqueuedAt, params (string Key, string Value)[] answers)
    {
        var outputs = Array.ConvertAll(
            answers, answer => new OutgoingEvent("answers", "k", "id", "type", Encoding.UTF8.GetBytes(answer.Value), answer.Key));
        await writer.AddAsync(sequence, sequence, enqueuedAt, outputs, CancellationToken.None);
    }

    private static async Task AddSegmentAsync(StateStores stores, SegmentShelf shelf, int sequence, int day = 20260304)
    {
        var buffer = new LookupBuffer();
        buffer.Add(sequence, sequence, $"key {sequence}", Encoding.UTF8.GetBytes($"value {sequence}"));
        var name = new SegmentName(SegmentName.FolderOf("count", day, Rig.Partition), day, sequence, sequence);
        var segment = buffer.Build();
        await stores.Lookups.GetBlobClient(name.Blob).UploadAsync(new BinaryData(segment));
        shelf.Add(name, segment.Length);
    }

    private static async Task<string?> TextAsync(LookupReader reader, string key) =>
        await reader.FindAsync(key) is { } value ? Encoding.UTF8.GetString(value.Span) : null;
}
