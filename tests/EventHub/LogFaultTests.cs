namespace XbFunctions.EventHub.Tests;

/// <summary>Disks that fail, and crashes between two steps: no hole, no double, nothing acknowledged too early.</summary>
[TestClass]
public sealed class LogFaultTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [TestMethod]
    [DataRow(0)]
    [DataRow(100)]
    [DataRow(int.MaxValue)]
    public async Task Of_a_batch_that_could_not_be_written_nothing_comes_back_at_the_next_start(int written)
    {
        using var disk = new FaultyDisk();
        await using var hub = await OpenAsync(disk);
        await hub.Hub.AppendAsync(TestHub.Events(0, 2));
        disk.FailingWrite = written;
        await Assert.ThrowsExactlyAsync<HubStorageException>(async () => await hub.Hub.AppendAsync(TestHub.Events(2, 3)));

        // As long as the first event of the batch that failed: what that left behind it would fit on.
        await hub.Hub.AppendAsync(TestHub.Events(7, 1));
        await hub.ReopenAsync();

        CollectionAssert.AreEqual(new[] { "event 0", "event 1", "event 7" }, hub.ReadAll().Select(TestHub.Text).ToArray());
        Assert.AreEqual(2, hub.Hub.Partitions[0].Properties.LastSequenceNumber);
    }

    [TestMethod]
    public async Task A_log_whose_torn_write_cannot_be_cut_off_takes_no_more_until_it_is_opened_again()
    {
        using var disk = new FaultyDisk();
        await using var hub = await OpenAsync(disk);
        await hub.Hub.AppendAsync(TestHub.Events(0, 2));
        (disk.FailingWrite, disk.CutsFail) = (100, true);
        await Assert.ThrowsExactlyAsync<HubStorageException>(async () => await hub.Hub.AppendAsync(TestHub.Events(2, 3)));
        await Assert.ThrowsExactlyAsync<HubStorageException>(async () => await hub.Hub.AppendAsync(TestHub.Events(5, 1)));
        Assert.HasCount(2, hub.ReadAll());

        disk.CutsFail = false;
        await hub.ReopenAsync();
        await hub.Hub.AppendAsync(TestHub.Events(5, 1));
        CollectionAssert.AreEqual(new[] { "event 0", "event 1", "event 5" }, hub.ReadAll().Select(TestHub.Text).ToArray());
    }

    [TestMethod]
    public async Task Opening_reads_the_records_of_the_last_file_only()
    {
        using var disk = new FaultyDisk();
        await using var hub = await OpenAsync(disk, Durability.Os, segmentBytes: 4096);
        for (var batch = 0; batch < 30; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(batch * 10, 10));
        }

        await hub.CloseAsync();
        disk.Reads.Clear();
        await hub.ReopenAsync();

        var files = hub.LogFiles().Select(static path => Path.GetFileName(path)).ToArray();
        Assert.IsGreaterThan(5, files.Length);
        Assert.IsTrue(files[..^1].All(file => disk.Reads[file] == SegmentHeader.Size), string.Join(", ", disk.Reads));
        Assert.IsGreaterThan(SegmentHeader.Size, disk.Reads[files[^1]]);
        Assert.AreEqual(299, hub.Hub.Partitions[0].Properties.LastSequenceNumber);
    }

    [TestMethod]
    public async Task A_reader_that_goes_on_walks_over_no_file_before_it_reads_it()
    {
        using var disk = new FaultyDisk();
        await using var hub = await OpenAsync(disk, Durability.Os, segmentBytes: 4096);
        await hub.Hub.AppendAsync(TestHub.Events(0, 300));
        for (var batch = 30; batch < 60; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(batch * 10, 10));
        }

        await hub.ReopenAsync();
        disk.Reads.Clear();
        var expected = Enumerable.Range(0, 600).Select(static number => $"event {number}").ToArray();
        CollectionAssert.AreEqual(expected, hub.ReadAll().Select(TestHub.Text).ToArray());

        var files = hub.LogFiles().ToArray();
        Assert.IsGreaterThan(5, files.Length);
        foreach (var file in files[..^1])
        {
            Assert.IsLessThanOrEqualTo(new FileInfo(file).Length, disk.Reads[Path.GetFileName(file)]);
        }

        CollectionAssert.AreEqual(expected, hub.ReadAll(atOnce: 7).Select(TestHub.Text).ToArray(), "steps that end within a file");
        CollectionAssert.AreEqual(expected, hub.ReadAll(atOnce: 3).Select(TestHub.Text).ToArray());
    }

    [TestMethod]
    public async Task Nothing_is_acknowledged_or_read_before_its_flush_and_all_that_waits_shares_one()
    {
        using var disk = new FaultyDisk();
        await using var hub = await OpenAsync(disk, Durability.Disk);
        disk.HoldFlushes();
        var first = hub.Hub.AppendAsync(TestHub.Events(0, 1)).AsTask();
        Assert.IsTrue(await disk.Waiting.WaitAsync(SafetyNet));
        var others = Enumerable.Range(1, 50).Select(number => hub.Hub.AppendAsync(TestHub.Events(number, 1)).AsTask()).ToArray();
        Assert.IsFalse(first.IsCompleted || others.Any(static other => other.IsCompleted));
        Assert.IsEmpty(hub.ReadAll());
        Assert.IsTrue(hub.Hub.Partitions[0].Properties.IsEmpty);

        disk.LetFlushesGo();
        await Task.WhenAll([first, .. others]).WaitAsync(SafetyNet);

        Assert.AreEqual(2, disk.Flushes);
        Assert.HasCount(51, hub.ReadAll());
    }

    [TestMethod]
    public async Task What_a_producer_sends_again_is_acknowledged_no_sooner_than_the_first_sending()
    {
        using var disk = new FaultyDisk();
        await using var hub = await OpenAsync(disk, Durability.Disk);
        var log = hub.Hub.Partitions[0].Log;
        var stamp = log.AttachProducer(7, epoch: null, sequence: null) with { Sequence = 1 };
        disk.HoldFlushes();
        var first = AppendAsync();
        Assert.IsTrue(await disk.Waiting.WaitAsync(SafetyNet));
        var again = AppendAsync();
        Assert.IsFalse(again.IsCompleted);
        disk.LetFlushesGo();
        await Task.WhenAll(first, again).WaitAsync(SafetyNet);
        Assert.HasCount(3, hub.ReadAll());

        Task<long> AppendAsync() => log.AppendAsync(EncodedEvents.Of(TestHub.Events(0, 3), keepsKeys: false), null, stamp).AsTask();
    }

    [TestMethod]
    public async Task After_a_failed_flush_nothing_more_is_taken_and_readers_see_only_what_was_flushed()
    {
        using var disk = new FaultyDisk();
        await using var hub = await OpenAsync(disk, Durability.Disk);
        await hub.Hub.AppendAsync(TestHub.Events(0, 1));
        disk.FlushesFail = true;
        await Assert.ThrowsExactlyAsync<HubStorageException>(async () => await hub.Hub.AppendAsync(TestHub.Events(1, 1)));
        disk.FlushesFail = false;
        await Assert.ThrowsExactlyAsync<HubStorageException>(async () => await hub.Hub.AppendAsync(TestHub.Events(2, 1)));
        Assert.AreEqual("event 0", TestHub.Text(hub.ReadAll().Single()));
    }

    [TestMethod]
    public async Task Retention_removes_no_file_under_a_flush_that_runs()
    {
        using var disk = new FaultyDisk();
        await using var hub = await TestHub.OpenAsync(true, configure: options =>
            (options.Durability, options.SegmentBytes, options.RetentionBytes, options.OpenFile) = (Durability.Disk, 4096, 1, disk.Open));
        disk.HoldFlushes();
        var first = hub.Hub.AppendAsync(TestHub.Events(0, 20)).AsTask();
        Assert.IsTrue(await disk.Waiting.WaitAsync(SafetyNet));

        // Begins a new file, which flushes the old one, too, and then removes what is above one byte.
        var second = Task.Run(async () => await hub.Hub.AppendAsync(TestHub.Events(20, 20)));
        Assert.IsTrue(await disk.Waiting.WaitAsync(SafetyNet));
        disk.LetFlushesGo();
        await Task.WhenAll(first, second).WaitAsync(SafetyNet);

        await hub.Hub.AppendAsync(TestHub.Events(40, 1)).AsTask().WaitAsync(SafetyNet);
        Assert.AreEqual("event 40", TestHub.Text(hub.ReadAll()[^1]));
    }

    [TestMethod]
    public async Task Size_is_kept_while_events_come_not_only_every_minute()
    {
        await using var hub = await TestHub.OpenAsync(true, configure: static options => (options.SegmentBytes, options.RetentionBytes) = (4096, 12_000));
        for (var batch = 0; batch < 50; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(batch * 10, 10));
        }

        Assert.IsTrue(hub.LogFiles().Sum(static path => new FileInfo(path).Length) <= 12_000 + 4096);
    }

    [TestMethod]
    [DataRow("producers", DisplayName = "A crash behind the new producer file loses nothing")]
    [DataRow("file", DisplayName = "A crash while the new file is made loses nothing")]
    [DataRow("header", DisplayName = "A crash before the old producer file is deleted loses nothing")]
    public async Task A_crash_between_two_steps_of_beginning_a_file_loses_nothing(string step)
    {
        await using var hub = await TestHub.OpenAsync(true, configure: static options => options.SegmentBytes = 4096);
        var stamp = hub.Hub.Partitions[0].Log.AttachProducer(7, epoch: null, sequence: null);
        await AppendAsync(1);
        await hub.Hub.AppendAsync(TestHub.Events(100, 20));
        await AppendAsync(11);
        var last = hub.ReadAll()[^1];
        await hub.CloseAsync();
        var former = Path.ChangeExtension(hub.LogFiles()[^1], ".producers");
        var folder = Path.GetDirectoryName(former)!;
        var next = Path.Combine(folder, LogSegment.GetFileName(40));
        ProducerTable table = new();
        Assert.IsTrue(table.TryLoad(former, out _));
        table.Note(stamp with { Sequence = 20 }, 39);
        table.Save(Path.ChangeExtension(next, ".producers"), 0);
        if (step == "file")
        {
            await File.WriteAllBytesAsync(next, new byte[30]);
        }
        else if (step == "header")
        {
            LogSegment.Create(folder, new SegmentHeader(40, last.NumericOffset + last.Message.Length + LogRecord.HeadSize + ProducerStamp.Size, last.NumericOffset, last.EnqueuedMilliseconds), SegmentFile.Open).Dispose();
            Assert.IsTrue(File.Exists(former));
        }

        await hub.ReopenAsync();

        Assert.HasCount(40, hub.ReadAll());
        await AppendAsync(11);
        Assert.HasCount(40, hub.ReadAll());
        await AppendAsync(21);
        Assert.AreEqual("event 20", TestHub.Text(hub.ReadAll()[40]));
        Assert.HasCount(1, Directory.GetFiles(folder, "*.producers"));

        async Task AppendAsync(int first) => await hub.Hub.Partitions[0].Log.AppendAsync(
            EncodedEvents.Of(TestHub.Events(first - 1, 10), keepsKeys: false), null, stamp with { Sequence = first });
    }

    [TestMethod]
    public async Task Of_a_batch_that_was_stored_in_part_only_the_rest_is_stored()
    {
        await using var hub = await TestHub.OpenAsync();
        var log = hub.Hub.Partitions[0].Log;
        var stamp = log.AttachProducer(7, epoch: null, sequence: null);
        await log.AppendAsync(EncodedEvents.Of(TestHub.Events(1, 10), keepsKeys: false), null, stamp with { Sequence = 1 });
        await log.AppendAsync(EncodedEvents.Of(TestHub.Events(6, 10), keepsKeys: false), null, stamp with { Sequence = 6 });
        CollectionAssert.AreEqual(Enumerable.Range(1, 15).Select(static n => $"event {n}").ToArray(), hub.ReadAll().Select(TestHub.Text).ToArray());
    }

    private static Task<TestHub> OpenAsync(FaultyDisk disk, Durability durability = Durability.Os, int segmentBytes = 1 << 20) => TestHub.OpenAsync(
        true, configure: options => (options.Durability, options.SegmentBytes, options.OpenFile) = (durability, segmentBytes, disk.Open));
}
