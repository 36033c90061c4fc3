using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class ArchiveTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);
    private static readonly DateTimeOffset Midnight = new(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public async Task Another_implementation_reads_the_columns_their_types_and_their_values()
    {
        var place = new SinkPlace();
        var dataset = new ArchiveDataset(
            "all/types",
            1,
            new("whole", ArchiveColumnType.Whole),
            new("single", ArchiveColumnType.Single),
            new("number", ArchiveColumnType.Number),
            new("text", ArchiveColumnType.Text),
            new("time", ArchiveColumnType.Time),
            new("flag", ArchiveColumnType.Flag));
        var rows = new ArchiveRows(dataset);
        Add(rows, 7, long.MaxValue, 1.5f, double.Epsilon, "naïve 株", Midnight, true);
        Add(rows, 9, long.MinValue, float.NaN, -0.1, null, Midnight.AddMilliseconds(1), false);
        var file = await FileAsync(dataset, rows);
        await Storage.Client().GetBlobContainerClient(place.Archive.Container).CreateIfNotExistsAsync();
        await Storage.Client().GetBlobContainerClient(place.Archive.Container).GetBlobClient("file").UploadAsync(file);

        var schema = await place.DuckAsync("file", "describe select * from FILE", reader => $"{reader.GetString(0)} {reader.GetString(1)}");
        CollectionAssert.AreEqual(
            new[]
            {
                "partition VARCHAR", "sequence_number BIGINT", "enqueued_at TIMESTAMP WITH TIME ZONE", "whole BIGINT", "single FLOAT",
                "number DOUBLE", "text VARCHAR", "time TIMESTAMP WITH TIME ZONE", "flag BOOLEAN",
            },
            schema);
        var values = await place.DuckAsync(
            "file",
            "select partition, sequence_number, epoch_ms(enqueued_at), whole, single, number, text, epoch_ms(time), flag from FILE order by 2",
            reader => Enumerable.Range(0, 9).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column)).ToArray());
        var at = Midnight.ToUnixTimeMilliseconds();
        CollectionAssert.AreEqual(new object?[] { "3", 7L, at + 7, long.MaxValue, 1.5f, double.Epsilon, "naïve 株", at, true }, values[0]);
        CollectionAssert.AreEqual(new object?[] { "3", 9L, at + 9, long.MinValue, float.NaN, -0.1, null, at + 1, false }, values[1]);
        var metadata = await place.DuckAsync(
            "file", "select decode(key) || '=' || decode(value) from parquet_kv_metadata(PATH) order by 1", reader => reader.GetString(0));
        CollectionAssert.AreEqual(new[] { "xb.dataset=all/types", "xb.function=count", "xb.stream=numbers/count/3", "xb.version=1" }, metadata);
    }

    [TestMethod]
    public async Task The_first_rows_of_a_file_can_be_shown()
    {
        var place = new SinkPlace();
        await using (var rig = new SinkRig(place, new FakeTimeProvider()))
        {
            await rig.RunAsync(Rig.Events(0, 9));
        }

        var reader = new ArchiveReader(Storage.Client(), place.Archive);
        var files = new List<ArchiveBlob>();
        await foreach (var blob in reader.ListAsync("count"))
        {
            files.Add(blob);
        }

        var table = await reader.ReadAsync(files.Single().Name.Blob, 2);
        Assert.AreEqual(10, table.RowCount);
        CollectionAssert.AreEqual(
            new[] { ("partition", "String"), ("sequence_number", "Int64"), ("enqueued_at", "DateTime"), ("key", "String"), ("number", "Int64") },
            table.Columns.ToArray());
        Assert.HasCount(2, table.Rows);
        CollectionAssert.AreEqual(new object?[] { "3", 1L, table.Rows[1][2], "k1", 1L }, table.Rows[1].ToArray());
    }

    [TestMethod]
    public async Task The_same_rows_give_the_same_bytes()
    {
        var place = new SinkPlace();
        var rows = new ArchiveRows(place.Dataset);
        Add(rows);
        var first = await FileAsync(place.Dataset, rows);
        Add(rows);
        var second = await FileAsync(place.Dataset, rows);
        CollectionAssert.AreEqual(first.ToArray(), second.ToArray());

        static void Add(ArchiveRows rows)
        {
            foreach (var number in Enumerable.Range(0, 500))
            {
                rows.Begin(number, Midnight.AddSeconds(number));
                rows.Add($"k{number % 7}");
                rows.Add((long)number);
                rows.End();
            }
        }
    }

    [TestMethod]
    public async Task A_file_holds_one_date_by_the_time_of_arrival()
    {
        var place = new SinkPlace();
        await using (var rig = new SinkRig(place))
        {
            await rig.RunAsync([.. Enumerable.Range(0, 6).Select(number =>
                Rig.Event(number, $"k:{number}") with { EnqueuedAt = Midnight.AddMilliseconds(number - 4) })]);
        }

        CollectionAssert.AreEqual(
            new[]
            {
                "count/numbers/date=2026-03-04/part-3-00000000000000000000-00000000000000000003.parquet",
                "count/numbers/date=2026-03-05/part-3-00000000000000000004-00000000000000000005.parquet",
            },
            await Storage.BlobsAsync(place.Archive.Container));
    }

    [TestMethod]
    public async Task Two_owners_who_archive_the_same_rows_leave_each_row_once()
    {
        var place = new SinkPlace();
        await using var rig = new SinkRig(place, new FakeTimeProvider());
        var entry = await EntryAsync(place, 0, 3);
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new GatePolicy(
            request => request.Uri.Path.EndsWith(".parquet", StringComparison.Ordinal), isHeld, release.Task);
        await using var late = new SinkRig(place, new FakeTimeProvider(), policies: gate);
        await using var old = late.Archive.Open("count", Rig.Partition);
        await old.AddAsync(3, [entry], CancellationToken.None);
        var slow = old.FlushAsync(CancellationToken.None);
        await isHeld.Task.WaitAsync(SafetyNet);

        await using var owner = rig.Archive.Open("count", Rig.Partition);
        await owner.AddAsync(3, [entry], CancellationToken.None);
        await owner.AddAsync(5, [await EntryAsync(place, 4, 5)], CancellationToken.None);
        await owner.FlushAsync(CancellationToken.None);
        release.SetResult();
        await slow.WaitAsync(SafetyNet);

        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 4, 5 }, await place.NumbersAsync());
        await old.AddAsync(5, [await EntryAsync(place, 4, 5)], CancellationToken.None);
        await old.FlushAsync(CancellationToken.None);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 4, 5 }, await place.NumbersAsync());
    }

    [TestMethod]
    public async Task Many_waiting_rows_are_written_at_once_and_the_stream_waits_at_twice_as_many()
    {
        var place = new SinkPlace();
        place.Archive.FileBytes = 4 * 1024;
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new GatePolicy(
            request => request.Uri.Path.EndsWith(".parquet", StringComparison.Ordinal), isHeld, release.Task);
        await using (var rig = new SinkRig(place, new FakeTimeProvider(), policies: gate))
        {
            // 200 rows are more than 4 KiB, and the clock stands still.
            await rig.RunAsync(Rig.Events(0, 199));
            await isHeld.Task.WaitAsync(SafetyNet);
            var next = rig.RunAsync(Rig.Events(200, 599));
            Assert.IsFalse(next.IsCompleted, "the stream waits for the file");
            release.SetResult();
            await next.WaitAsync(SafetyNet);
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 600).Select(number => (long)number).ToList(), await place.NumbersAsync());
    }

    [TestMethod]
    public async Task Rows_of_an_unknown_version_are_refused_with_what_to_do()
    {
        var place = new SinkPlace();
        var newer = new ArchiveDataset(place.Dataset.Name, 2, place.Dataset.Columns);
        var entry = await EntryAsync(place, 0, 1);
        var refused = Assert.ThrowsExactly<ArchiveVersionException>(() =>
            ArchivedRow.Read(place.Dataset.Name, entry.Body, [newer]));
        StringAssert.Contains(refused.Message, "count/numbers version 1");
    }

    [TestMethod]
    public void A_file_name_reads_back() =>
        Gen.Select(Gen.Int[0, 3_000_000], Gen.Int[0, 31], Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue]).Sample((day, partition, first, last) =>
        {
            var name = new ArchiveName("fraud/decisions", DateOnly.FromDayNumber(day), $"{partition}", first, last);
            Assert.AreEqual(name, ArchiveName.Parse(name.Blob));
        });

    private static async Task<SinkEntry> EntryAsync(SinkPlace place, int from, int to)
    {
        var processor = new ProjectingProcessor(place.Table, place.Dataset);
        var result = new BatchResult(0);
        await processor.ProcessAsync(processor.CreateState(Rig.Partition), Rig.Events(from, to), result, CancellationToken.None);
        return Enumerable.Range(0, result.EntryCount).Select(result.EntryAt).Single(entry => entry.Target == place.Dataset.Target);
    }

    private static void Add(ArchiveRows rows, long sequence, long whole, float single, double number, string? text, DateTimeOffset time, bool flag)
    {
        rows.Begin(sequence, Midnight.AddMilliseconds(sequence));
        rows.Add(whole);
        rows.Add([single]);
        rows.Add(number);
        rows.Add(text);
        rows.Add(time);
        rows.Add(flag);
        rows.End();
    }

    private static async Task<BinaryData> FileAsync(ArchiveDataset dataset, ArchiveRows rows)
    {
        var result = new BatchResult(0);
        rows.WriteTo(result);
        using var pace = new ArchivePace(TimeProvider.System);
        var archived = ArchivedRow.Read(dataset.Name, result.EntryAt(0).Body, [dataset]);
        return await pace.RunAsync((rests, token) => ArchiveFile.WriteAsync("count", Rig.Partition, archived, rests, token), CancellationToken.None);
    }
}
