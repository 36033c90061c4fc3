using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class LogStorageTests
{
    [TestMethod]
    [DataRow(Durability.Os)]
    [DataRow(Durability.Disk)]
    public async Task Events_numbers_offsets_and_times_survive_a_restart(Durability durability)
    {
        await using var hub = await TestHub.OpenAsync(true, configure: options => (options.Durability, options.SegmentBytes) = (durability, 4096));
        for (var batch = 0; batch < 40; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(batch * 3, 3), partitionKey: "key");
        }

        var (before, properties, created) = (Describe(hub), hub.Hub.Partitions[0].Properties, hub.Hub.CreatedAt);
        await hub.ReopenAsync();
        Assert.AreEqual(before, Describe(hub));
        Assert.AreEqual(properties, hub.Hub.Partitions[0].Properties);
        Assert.AreEqual(created, hub.Hub.CreatedAt);

        await hub.Hub.AppendAsync(TestHub.Events(120, 1));
        var all = hub.ReadAll();
        Assert.AreEqual(120, all[^1].SequenceNumber);
        Assert.IsTrue(all[^1].NumericOffset > all[^2].NumericOffset);
        Assert.IsTrue(hub.LogFiles().Length > 2);
    }

    [TestMethod]
    public async Task Appends_that_wait_together_are_all_flushed_and_read()
    {
        await using var hub = await TestHub.OpenAsync(true, configure: static options => (options.Durability, options.SegmentBytes) = (Durability.Disk, 4096));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(async () => await hub.Hub.AppendAsync(TestHub.Events(number, 1)))));

        var numbers = hub.ReadAll().Select(TestHub.Text).ToHashSet();
        Assert.AreEqual(100, numbers.Count);
        Assert.AreEqual(99, hub.Hub.Partitions[0].Properties.LastSequenceNumber);
    }

    [TestMethod]
    public async Task A_cut_end_is_told_in_one_line()
    {
        using var loggers = new RecordingLoggers();
        await using var hub = await TestHub.OpenAsync(true, loggers: loggers);
        await hub.Hub.AppendAsync(TestHub.Events(0, 2));
        await hub.CloseAsync();
        await File.AppendAllTextAsync(hub.LogFiles()[0], "half a record");

        await hub.ReopenAsync();

        Assert.AreEqual(2, hub.ReadAll().Count);
        Assert.Contains("13 bytes behind byte", loggers.Lines.Single());
        Assert.EndsWith("the last whole event is 1.", loggers.Lines.Single());
    }

    [TestMethod]
    public async Task A_file_whose_header_was_never_finished_is_set_aside()
    {
        await using var hub = await TestHub.OpenAsync(true);
        await hub.Hub.AppendAsync(TestHub.Events(0, 3));
        await hub.CloseAsync();
        await File.WriteAllBytesAsync(Path.Combine(Path.GetDirectoryName(hub.LogFiles()[0])!, LogSegment.GetFileName(3)), new byte[10]);

        await hub.ReopenAsync();
        await hub.Hub.AppendAsync(TestHub.Events(3, 1));

        Assert.AreEqual(4, hub.ReadAll().Count);
    }

    [TestMethod]
    public async Task Old_and_surplus_files_are_removed_and_numbers_go_on()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var hub = await TestHub.OpenAsync(
            true, configure: static options => (options.SegmentBytes, options.RetentionBytes, options.RetentionAge) = (4096, 12_000, TimeSpan.FromHours(1)), time: time);
        for (var batch = 0; batch < 50; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(batch * 10, 10));
        }

        time.Advance(TimeSpan.FromMinutes(1));
        var kept = hub.ReadAll();
        Assert.IsTrue(hub.LogFiles().Sum(static path => new FileInfo(path).Length) <= 12_000);
        Assert.IsTrue(kept[0].SequenceNumber > 0 && kept[^1].SequenceNumber == 499);
        Assert.AreEqual(kept[0].SequenceNumber, hub.Hub.Partitions[0].Properties.BeginSequenceNumber);

        time.Advance(TimeSpan.FromHours(2));
        await hub.ReopenAsync();
        Assert.AreEqual(0, hub.ReadAll().Count);
        Assert.AreEqual(500, hub.Hub.Partitions[0].Properties.BeginSequenceNumber);
        Assert.AreEqual(kept[^1].Offset, hub.Hub.Partitions[0].Properties.LastOffset);
        await hub.Hub.AppendAsync(TestHub.Events(500, 1));
        Assert.AreEqual(500, hub.ReadAll().Single().SequenceNumber);
    }

    [TestMethod]
    public async Task What_an_idempotent_producer_has_stored_is_known_after_restarts_and_new_files()
    {
        await using var hub = await TestHub.OpenAsync(true, configure: static options => options.SegmentBytes = 4096);
        var stamp = hub.Hub.Partitions[0].Log.AttachProducer(7, epoch: null, sequence: null);
        Assert.AreEqual(new ProducerStamp(7, 0, 0), stamp);
        await AppendAsync(1);
        await AppendAsync(11);
        await hub.Hub.AppendAsync(TestHub.Events(0, 100));
        await hub.ReopenAsync();
        Assert.IsTrue(hub.LogFiles().Length > 1);

        await AppendAsync(11);
        Assert.AreEqual(120, hub.Hub.Partitions[0].Properties.LastSequenceNumber + 1);
        await AppendAsync(21);
        await hub.ReopenAsync();
        await AppendAsync(21);

        Assert.AreEqual(130, hub.ReadAll().Count);
        Assert.AreEqual(new ProducerStamp(7, 0, 30), hub.Hub.Partitions[0].Log.AttachProducer(7, epoch: null, sequence: null));
        Assert.AreEqual("event 3", TestHub.Text(hub.ReadAll()[3]));
        await Assert.ThrowsExactlyAsync<ProducerRefusedException>(() => AppendAsync(41));

        async Task AppendAsync(int first) => await hub.Hub.Partitions[0].Log.AppendAsync(
            EncodedEvents.Of(TestHub.Events(first - 1, 10), keepsKeys: false), null, stamp with { Sequence = first });
    }

    [TestMethod]
    public async Task An_event_larger_than_a_file_and_a_read_is_stored()
    {
        await using var hub = await TestHub.OpenAsync(true, configure: static options => (options.SegmentBytes, options.TailBytes) = (4096, 0));
        await hub.Hub.AppendAsync([TestHub.Event("small"), TestHub.Event(new string('x', 900_000)), TestHub.Event("small too")]);
        await hub.ReopenAsync();
        CollectionAssert.AreEqual(new[] { 5, 900_000, 9 }, hub.ReadAll().Select(static e => e.Body.Length).ToArray());
    }

    [TestMethod]
    public async Task A_second_owner_of_the_folder_is_refused()
    {
        await using var hub = await TestHub.OpenAsync(true);
        var exception = await Assert.ThrowsExactlyAsync<HubDirectoryInUseException>(() => EventHubBroker.OpenAsync(
            new EventHubBrokerOptions { DataDirectory = hub.Directory }, TimeProvider.System, new RecordingLoggers()));
        Assert.Contains(hub.Directory, exception.Message);
    }

    [TestMethod]
    public async Task A_stored_hub_keeps_its_number_of_partitions()
    {
        await using var hub = await TestHub.OpenAsync(true, partitions: 2);
        await hub.CloseAsync();
        var options = new EventHubBrokerOptions { DataDirectory = hub.Directory };
        options.Hubs.Add(new EventHubDefinition("Orders", 3));
        var exception = await Assert.ThrowsExactlyAsync<HubDefinitionException>(() => EventHubBroker.OpenAsync(options, TimeProvider.System, new RecordingLoggers()));
        Assert.Contains("has 2 partitions, 3 are asked for", exception.Message);
    }

    [TestMethod]
    public async Task What_was_acknowledged_is_there_after_the_process_was_killed()
    {
        await using var hub = await TestHub.OpenAsync(true);
        var directory = Path.Combine(hub.Directory, "crash-test");
        for (var round = 0; round < 2; round++)
        {
            var last = await WriteUntilKilledAsync(directory, lines: 400);

            var options = new EventHubBrokerOptions { DataDirectory = directory };
            options.Hubs.Add(new EventHubDefinition("crash", 1));
            await using var broker = await EventHubBroker.OpenAsync(options, TimeProvider.System, new RecordingLoggers());
            var partition = broker.GetHub("crash").Partitions[0];
            var texts = new List<string>();
            while (partition.TryRead(texts.Count, 1000, out var events))
            {
                texts.AddRange(events.Select(TestHub.Text));
            }

            var ofRound = texts.Skip(texts.FindLastIndex(static text => text == "event 0")).ToList();
            Assert.IsTrue(ofRound.Count > last, $"event {last} was acknowledged, {ofRound.Count} are there");
            CollectionAssert.AreEqual(Enumerable.Range(0, ofRound.Count).Select(static n => $"event {n}").ToArray(), ofRound);
        }
    }

    private static string Describe(TestHub hub) =>
        string.Join('\n', hub.ReadAll().Select(static e => $"{e.SequenceNumber} {e.Offset} {e.EnqueuedAt:O} {e.PartitionKey} {TestHub.Text(e)}"));

    private static async Task<int> WriteUntilKilledAsync(string directory, int lines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(Program).Assembly.Location);
        }

        start.ArgumentList.Add(CrashWriter.Argument);
        start.ArgumentList.Add(directory);
        using var writer = Process.Start(start)!;
        var last = -1;
        for (var line = 0; line < lines; line++)
        {
            last = int.Parse((await writer.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        }

        writer.Kill();
        while (await writer.StandardOutput.ReadLineAsync() is { } rest && int.TryParse(rest, CultureInfo.InvariantCulture, out var number))
        {
            last = number;
        }

        await writer.WaitForExitAsync();
        return last;
    }
}
