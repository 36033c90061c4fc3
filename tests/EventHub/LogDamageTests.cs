using CsCheck;

namespace XbFunctions.EventHub.Tests;

/// <summary>Damaged files: what is good stays readable, what is not is told once, and the hub always opens.</summary>
[TestClass]
public sealed class LogDamageTests
{
    [TestMethod]
    public async Task A_file_cut_off_anywhere_keeps_its_whole_batches_and_the_log_goes_on()
    {
        await using var hub = await OpenWithFourBatchesAsync();
        var path = hub.LogFiles()[^1];
        var intact = await File.ReadAllBytesAsync(path);
        await Gen.Int[SegmentHeader.Size, intact.Length - 1].SampleAsync(async at =>
        {
            await File.WriteAllBytesAsync(path, intact[..at]);
            await hub.ReopenAsync();
            await hub.Hub.AppendAsync([TestHub.Event("after")]);
            var texts = hub.ReadAll().Select(TestHub.Text).ToArray();
            await hub.ReopenAsync();
            CollectionAssert.AreEqual(texts, hub.ReadAll().Select(TestHub.Text).ToArray());
            var kept = texts.Length - 1;
            Assert.AreEqual(0, kept % 5, "half of a batch was kept");
            Assert.IsTrue(kept < 20);
            CollectionAssert.AreEqual(Enumerable.Range(0, kept).Select(static n => $"event {n}").Append("after").ToArray(), texts);
            await hub.CloseAsync();
        }, iter: 60, threads: 1);
    }

    [TestMethod]
    public async Task A_changed_byte_in_the_last_file_costs_one_event_or_at_the_end_the_last_batch()
    {
        await using var hub = await OpenWithFourBatchesAsync();
        var path = hub.LogFiles()[^1];
        var intact = await File.ReadAllBytesAsync(path);
        await Gen.Select(Gen.Int[SegmentHeader.Size, intact.Length - 1], Gen.Byte[1, 255]).SampleAsync(async (at, flip) =>
        {
            byte[] damaged = [.. intact];
            damaged[at] ^= flip;
            await File.WriteAllBytesAsync(path, damaged);
            await hub.ReopenAsync();
            await hub.Hub.AppendAsync([TestHub.Event("after")]);
            var texts = hub.ReadAll().Select(TestHub.Text).ToArray();
            await hub.ReopenAsync();
            CollectionAssert.AreEqual(texts, hub.ReadAll().Select(TestHub.Text).ToArray());
            var lost = Enumerable.Range(0, 20).Select(static n => $"event {n}").Except(texts).ToArray();
            Assert.IsTrue(lost.Length == 1 || (lost.Length == 5 && lost[^1] == "event 19"), string.Join(", ", lost));
            Assert.AreEqual("after", texts[^1]);
            await hub.CloseAsync();
        }, iter: 60, threads: 1);
    }

    [TestMethod]
    public async Task A_damaged_event_in_an_older_file_is_skipped_and_told_once_for_all_readers()
    {
        using var loggers = new RecordingLoggers();
        await using var hub = await TestHub.OpenAsync(true, configure: static options => (options.SegmentBytes, options.TailBytes) = (4096, 0), loggers: loggers);
        await hub.Hub.AppendAsync(TestHub.Events(0, 15));
        await hub.Hub.AppendAsync(TestHub.Events(15, 15));
        await hub.CloseAsync();
        await FlipAsync(hub.LogFiles()[0], 1200);
        await hub.ReopenAsync();

        var numbers = hub.ReadAll(atOnce: 4).Select(static e => e.SequenceNumber).ToArray();
        hub.ReadAll();

        Assert.AreEqual(29, numbers.Length);
        Assert.AreEqual(29, numbers.Distinct().Count());
        Assert.Contains("damaged and were skipped", loggers.Lines.Single());
    }

    [TestMethod]
    public async Task A_position_is_found_behind_a_damaged_event()
    {
        await using var hub = await TestHub.OpenAsync(true, configure: static options => (options.SegmentBytes, options.TailBytes) = (4096, 0));
        await hub.Hub.AppendAsync(TestHub.Events(0, 15));
        var offset = hub.ReadAll()[12].Offset;
        await hub.Hub.AppendAsync(TestHub.Events(15, 15));
        await hub.CloseAsync();
        await FlipAsync(hub.LogFiles()[0], 400);
        await hub.ReopenAsync();
        Assert.AreEqual(12, hub.Hub.Partitions[0].Resolve(EventPosition.FromOffset(offset, isInclusive: true)));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public async Task A_damaged_header_is_written_anew_from_the_first_event(int file)
    {
        using var loggers = new RecordingLoggers();
        await using var hub = await TestHub.OpenAsync(true, configure: static options => options.SegmentBytes = 4096, loggers: loggers);
        await hub.Hub.AppendAsync(TestHub.Events(0, 15));
        await hub.Hub.AppendAsync(TestHub.Events(15, 15));
        var before = hub.ReadAll().Select(static e => $"{e.SequenceNumber} {e.Offset} {TestHub.Text(e)}").ToArray();
        await hub.CloseAsync();
        await FlipAsync(hub.LogFiles()[file], 20);

        await hub.ReopenAsync();

        CollectionAssert.AreEqual(before, hub.ReadAll().Select(static e => $"{e.SequenceNumber} {e.Offset} {TestHub.Text(e)}").ToArray());
        Assert.Contains("was written anew", loggers.Lines.Single());
        await hub.ReopenAsync();
        Assert.HasCount(1, loggers.Lines);
    }

    [TestMethod]
    public async Task A_file_whose_header_and_first_event_are_damaged_is_named_and_left_as_it_is()
    {
        await using var hub = await OpenWithFourBatchesAsync();
        var path = hub.LogFiles()[0];
        await FlipAsync(path, 20);
        await FlipAsync(path, SegmentHeader.Size + 50);
        var bytes = await File.ReadAllBytesAsync(path);

        var exception = await Assert.ThrowsExactlyAsync<HubStorageException>(hub.ReopenAsync);

        Assert.Contains(path, exception.Message);
        CollectionAssert.AreEqual(bytes, await File.ReadAllBytesAsync(path));
    }

    [TestMethod]
    [DataRow("not JSON")]
    [DataRow("[null]")]
    [DataRow("[{\"id\":1}]")]
    [DataRow("")]
    public async Task A_damaged_producer_file_is_set_aside_and_told(string content)
    {
        using var loggers = new RecordingLoggers();
        await using var hub = await TestHub.OpenAsync(true, configure: static options => options.SegmentBytes = 4096, loggers: loggers);
        await hub.Hub.AppendAsync(TestHub.Events(0, 20));
        await hub.Hub.AppendAsync(TestHub.Events(20, 20));
        await hub.CloseAsync();
        var path = Path.ChangeExtension(hub.LogFiles()[^1], ".producers");
        await File.WriteAllTextAsync(path, content);

        await hub.ReopenAsync();

        Assert.HasCount(40, hub.ReadAll());
        Assert.IsTrue(File.Exists(path + ".damaged"));
        Assert.Contains("may be stored twice", loggers.Lines.Single());
    }

    private static async Task<TestHub> OpenWithFourBatchesAsync()
    {
        var hub = await TestHub.OpenAsync(true);
        for (var batch = 0; batch < 4; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(batch * 5, 5));
        }

        await hub.CloseAsync();
        return hub;
    }

    private static async Task FlipAsync(string path, int at)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
    }
}
