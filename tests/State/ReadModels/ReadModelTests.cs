using System.Globalization;
using Azure.Core;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class ReadModelTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);

    [TestMethod]
    public async Task A_row_is_visible_after_the_interval_and_only_the_newest_of_each_key_is_written()
    {
        var clock = new FakeTimeProvider();
        var place = new SinkPlace();
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batches = 0;
        var watch = new FaultPolicy((_, request) => Count(request));
        await using var rig = new SinkRig(place, clock, policies: watch);
        await rig.RunAsync(Rig.Event(0, "a:1"), Rig.Event(1, "b:5"));
        await rig.RunAsync(Rig.Event(2, "a:2"));
        await rig.RunAsync(Rig.Event(3, "a:3"));
        Assert.AreEqual(0, batches, "nothing is written before the interval has passed");

        clock.Advance(place.ReadModels.FlushInterval);
        await written.Task.WaitAsync(SafetyNet);
        await rig.Runner.StopAsync();

        Assert.AreEqual("a=3,6;b=1,5", await place.RowsAsync());
        Assert.AreEqual(1, batches, "two rows of one table partition go in one transaction");
        var rows = await place.ReadRowsAsync();
        Assert.AreEqual(3, rows.Single(row => row.RowKey == "a").GetInt64(ReadModelDefinition.SequenceColumn));
        Assert.AreEqual("count|numbers|count|3", rows[0].GetString(ReadModelDefinition.StreamColumn));

        Fault Count(Request request)
        {
            if (IsTransaction(request))
            {
                batches++;
                written.TrySetResult();
            }

            return Fault.None;
        }
    }

    [TestMethod]
    public async Task More_rows_than_a_transaction_takes_are_all_written()
    {
        var place = new SinkPlace();
        await using var rig = new SinkRig(place, new FakeTimeProvider());
        await rig.RunAsync([.. Enumerable.Range(0, 250).Select(number => Rig.Event(number, $"k{number:D4}:{number}"))]);
        await rig.Runner.StopAsync();
        Assert.HasCount(250, await place.ReadRowsAsync());
    }

    [TestMethod]
    [DataRow(Fault.ErrorBefore, DisplayName = "server busy")]
    [DataRow(Fault.LostAnswer, DisplayName = "lost answer")]
    [DataRow(Fault.TimeoutAfter, DisplayName = "timeout")]
    public async Task A_transaction_that_failed_or_whose_answer_was_lost_leaves_the_newest_rows(object fault)
    {
        var place = new SinkPlace();
        var transactions = 0;
        var faults = new FaultPolicy((_, request) => IsTransaction(request) && ++transactions is 1 or 3 ? (Fault)fault : Fault.None);
        await using var rig = new SinkRig(place, policies: faults);
        await rig.RunAsync(Rig.Events(0, 4));
        await rig.RunAsync(Rig.Events(5, 9));
        await rig.Runner.StopAsync();
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), await place.RowsAsync());
    }

    [TestMethod]
    public void Whoever_writes_in_whatever_order_a_row_never_goes_back_and_the_newest_is_last() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 3]).Array[1, 24].Sample(
            steps => Task.Run(() => CheckAsync(steps)).WaitAsync(SafetyNet).GetAwaiter().GetResult(), iter: 25, threads: 1);

    [TestMethod]
    public async Task The_stream_waits_when_too_many_rows_wait_and_goes_on_when_they_are_written()
    {
        var place = new SinkPlace();
        place.ReadModels.MaxWaitingRows = 100;
        var isBlocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new GatePolicy(IsTransaction, isBlocked, release.Task);
        await using var rig = new SinkRig(place, new FakeTimeProvider(), policies: gate);
        await rig.RunAsync([.. Enumerable.Range(0, 99).Select(number => Rig.Event(number, $"k{number:D4}:{number}"))]);
        var next = rig.RunAsync(Rig.Event(99, "k0099:99"));
        await isBlocked.Task.WaitAsync(SafetyNet);
        Assert.IsFalse(next.IsCompleted, "the hundredth row waits for the table");
        release.SetResult();
        await next.WaitAsync(SafetyNet);
        Assert.HasCount(100, await place.ReadRowsAsync());
    }

    [TestMethod]
    public async Task A_rebuild_brings_back_lost_and_spoilt_rows_and_leaves_newer_ones()
    {
        var place = new SinkPlace();
        await using (var rig = new SinkRig(place))
        {
            await rig.RunAsync(Rig.Events(0, 9));
        }

        var table = Storage.Tables().GetTableClient(place.Table.Table);
        var rows = await place.ReadRowsAsync();
        await table.DeleteEntityAsync(rows[0].PartitionKey, rows[0].RowKey);
        rows[1]["Sum"] = -1.0;
        await table.UpdateEntityAsync(rows[1], Azure.ETag.All);
        rows[2]["Sum"] = 1_000.0;
        rows[2][ReadModelDefinition.SequenceColumn] = 10L;
        await table.UpdateEntityAsync(rows[2], Azure.ETag.All);
        var processor = new ProjectingProcessor(place.Table, place.Dataset);
        var rebuild = new ReadModelRebuild<CountState>(
            "count", processor.CreateState, processor, Storage.Client(), Storage.Tables(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)
        {
            Options = place.State,
        };
        var partitions = new List<StreamPartition>();
        await foreach (var partition in rebuild.PartitionsAsync())
        {
            partitions.Add(partition);
        }

        Assert.AreEqual(Rig.Partition, partitions.Single());
        Assert.AreEqual((4L, 1L), await rebuild.RunAsync(Rig.Partition));
        var expected = Rig.Expected(Rig.Events(0, 9)).Split(';').Where(row => !row.StartsWith($"{rows[2].RowKey}=", StringComparison.Ordinal));
        var actual = (await place.RowsAsync()).Split(';');
        CollectionAssert.IsSubsetOf(expected.ToArray(), actual);
        Assert.IsTrue(actual.Contains($"{rows[2].RowKey}={rows[2].GetInt64("Count")},1000"), "the newer row stays");
    }

    [TestMethod]
    public void What_no_table_takes_is_refused_by_name()
    {
        var place = new SinkPlace();
        var rows = new ReadModelRows(place.Table);
        Assert.ThrowsExactly<ArgumentException>(() => rows.Add("a/b", "k", 1L, 1.0, "", default(DateTimeOffset)));
        Assert.ThrowsExactly<ArgumentException>(() => rows.Add("$a", "k", 1L, 1.0, "", default(DateTimeOffset)));
        Assert.ThrowsExactly<ArgumentException>(() => rows.Add("a", "k", 1L));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => rows.Add("a", "k", 1.0, 1.0, "", default(DateTimeOffset))).Message, "Column Count");
        Assert.ThrowsExactly<ArgumentException>(() => new ReadModelDefinition("a-b", new ReadModelColumn("A", ReadModelColumnType.Text)));
        Assert.AreEqual(0, rows.Count);
    }

    // Two writers know the same committed records; each takes the next one (0, 1), writes (2) or starts again (3) when the steps say so.
    private static async Task CheckAsync((int Writer, int Action)[] steps)
    {
        var place = new SinkPlace();
        await using var rig = new SinkRig(place, new FakeTimeProvider());
        var records = Records(place.Table);
        ICommittedSink[] writers = [rig.ReadModels.Open("count", Rig.Partition), rig.ReadModels.Open("count", Rig.Partition)];
        int[] taken = [0, 0];
        var shown = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (writer, action) in steps)
        {
            if (action < 2)
            {
                await TakeAsync(writer);
            }
            else if (action == 2)
            {
                await writers[writer].FlushAsync(CancellationToken.None);
            }
            else
            {
                var through = writers[writer].WrittenThrough;
                await writers[writer].ResetAsync(through, CancellationToken.None);
                taken[writer] = (int)through + 1;
            }

            foreach (var row in await place.ReadRowsAsync())
            {
                var sequence = row.GetInt64(ReadModelDefinition.SequenceColumn)!.Value;
                Assert.IsGreaterThanOrEqualTo(shown.GetValueOrDefault(row.RowKey, -1), sequence, $"{row.RowKey} went back");
                shown[row.RowKey] = sequence;
            }
        }

        await writers[0].FlushAsync(CancellationToken.None);
        await writers[1].FlushAsync(CancellationToken.None);
        var expected = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var record = 0; record < Math.Max(taken[0], taken[1]); record++)
        {
            expected[$"k{record % 3}"] = record;
        }

        var rows = (await place.ReadRowsAsync()).OrderBy(row => row.RowKey, StringComparer.Ordinal);
        Assert.AreEqual(
            string.Join(';', expected.Select(row => $"{row.Key}={row.Value}")),
            string.Join(';', rows.Select(row => $"{row.RowKey}={row.GetInt64("Count")}")));

        async Task TakeAsync(int writer)
        {
            if (taken[writer] < records.Count)
            {
                await writers[writer].AddAsync(taken[writer], [records[taken[writer]]], CancellationToken.None);
                taken[writer]++;
            }
        }
    }

    private static List<SinkEntry> Records(ReadModelDefinition table)
    {
        var rows = new ReadModelRows(table);
        var records = new List<SinkEntry>();
        for (var record = 0; record < 24; record++)
        {
            var result = new BatchResult(0);
            rows.Add("p", $"k{record % 3}", (long)record, 0.0, record.ToString(CultureInfo.InvariantCulture), default(DateTimeOffset));
            rows.WriteTo(result);
            records.Add(result.EntryAt(0));
        }

        return records;
    }

    private static bool IsTransaction(Request request) => request.Uri.ToString().Contains("$batch", StringComparison.Ordinal);
}
