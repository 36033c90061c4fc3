using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class JournalTests
{
    private const string Folder = "count/numbers/count/3";
    private const string Journal = $"{Folder}/journal-00000000000000000000";

    [TestMethod]
    public async Task A_snapshot_begins_a_new_journal_and_removes_what_it_covers()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 3;
        await using var rig = new Rig(options);
        for (var sequence = 0; sequence < 8; sequence++)
        {
            await rig.RunAsync(Rig.Events(sequence, sequence));
            await rig.SnapshotsAsync();
        }

        CollectionAssert.AreEqual(
            new[] { $"{Folder}/journal-00000000000000000002", $"{Folder}/snapshot-00000000000000000002" },
            await Storage.BlobsAsync(options.StateContainer));
        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(8, 8));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 8)), next.State);
    }

    [TestMethod]
    public async Task Many_bytes_take_a_snapshot_too()
    {
        var options = Storage.NewOptions();
        options.SnapshotBytes = 4096;
        await using var rig = new Rig(options, new CountProcessor { PaddingBytes = 4096 });
        await rig.RunAsync(Rig.Events(0, 1));
        await rig.SnapshotsAsync();
        Assert.Contains($"{Folder}/snapshot-00000000000000000001", await Storage.BlobsAsync(options.StateContainer));
    }

    [TestMethod]
    public async Task A_large_snapshot_waits_for_four_times_its_bytes_also_after_a_load()
    {
        var options = Storage.NewOptions();
        options.SnapshotBytes = 4096;
        // A key fills the snapshot once; each of its even events some three times as much of the journal.
        var key = new string('k', 10_000);
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Event(0, $"{key}:1"));
            await rig.SnapshotsAsync();
            Assert.Contains($"{Folder}/snapshot-00000000000000000001", await Storage.BlobsAsync(options.StateContainer), "nothing was stored before");
            await rig.RunAsync(Rig.Event(1, "k:1"), Rig.Event(2, $"{key}:1"));
            await rig.SnapshotsAsync();
        }

        await using var next = new Rig(options);
        await next.RunAsync(Rig.Event(3, "k:1"));
        await next.SnapshotsAsync();
        Assert.DoesNotContain($"{Folder}/snapshot-00000000000000000002", await Storage.BlobsAsync(options.StateContainer));
        await next.RunAsync(Rig.Event(4, $"{key}:1"));
        await next.SnapshotsAsync();
        Assert.Contains($"{Folder}/snapshot-00000000000000000002", await Storage.BlobsAsync(options.StateContainer));
    }

    [TestMethod]
    public async Task A_record_above_one_block_is_read_back_whole()
    {
        var options = Storage.NewOptions();
        await using (var rig = new Rig(options, new CountProcessor { PaddingBytes = 3 * 1024 * 1024 }))
        {
            await rig.RunAsync(Rig.Events(0, 3));
        }

        Assert.IsGreaterThan(12 * 1024 * 1024, (await Storage.ReadAsync(options.StateContainer, Journal)).Length);
        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(4, 4));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 4)), next.State);
        CollectionAssert.AreEqual(new[] { "a-4" }, next.Publisher.Ids.ToArray(), "a stopped owner leaves nothing to send again");
    }

    [TestMethod]
    public async Task A_record_above_the_limit_is_refused_with_both_sizes()
    {
        var options = Storage.NewOptions();
        var retry = new TransientRetry(options, TimeProvider.System, NullLogger.Instance);
        var journal = new PartitionJournal(Storage.Client().GetBlobContainerClient(options.StateContainer), Folder, retry, writer: 1);
        var record = new byte[(PartitionJournal.MaxParts * PartitionJournal.MaxRecordBytes) + 1];
        var refusal = await Assert.ThrowsExactlyAsync<RecordTooLargeException>(
            () => journal.AppendAsync(default, record, CancellationToken.None));
        Assert.Contains("268431360", refusal.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_damaged_byte_names_blob_position_and_both_checksums()
    {
        var (options, bytes) = await TwoRecordsAsync();
        var second = (int)JournalRecordHeader.LengthOf(bytes);
        bytes[second + 70] ^= 1;
        await Storage.ReplaceAppendBlobAsync(options.StateContainer, Journal, bytes);
        var damage = await LoadDamagedAsync(options);
        Assert.AreEqual($"{options.StateContainer}/{Journal}", damage.Blob);
        Assert.AreEqual(second, damage.Position);
        Assert.Contains("expected CRC-32C", damage.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(1, "record of", DisplayName = "within the last record")]
    [DataRow(-1, "record header", DisplayName = "within a header")]
    public async Task A_torn_record_names_blob_and_position(int cut, string expected)
    {
        var (options, bytes) = await TwoRecordsAsync();
        var second = (int)JournalRecordHeader.LengthOf(bytes);
        await Storage.ReplaceAppendBlobAsync(options.StateContainer, Journal, cut > 0 ? bytes[..^cut] : bytes[..(second + 10)]);
        var damage = await LoadDamagedAsync(options);
        Assert.AreEqual(second, damage.Position);
        Assert.Contains(expected, damage.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_record_that_stands_there_twice_is_damage()
    {
        var (options, bytes) = await TwoRecordsAsync();
        await Storage.ReplaceAppendBlobAsync(options.StateContainer, Journal, [.. bytes, .. bytes]);
        var damage = await LoadDamagedAsync(options);
        Assert.AreEqual(bytes.Length, damage.Position);
        Assert.Contains("sequence range above 3", damage.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_journal_without_the_snapshot_before_it_is_damage()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 1;
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Events(0, 1));
            await rig.SnapshotsAsync();
        }

        await Storage.Client().GetBlobContainerClient(options.StateContainer)
            .GetBlobClient($"{Folder}/snapshot-00000000000000000001").DeleteAsync();
        var damage = await LoadDamagedAsync(options);
        Assert.Contains("a snapshot before this generation", damage.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_damaged_snapshot_names_its_blob()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 1;
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Events(0, 1));
            await rig.SnapshotsAsync();
        }

        var name = $"{Folder}/snapshot-00000000000000000001";
        var bytes = await Storage.ReadAsync(options.StateContainer, name);
        bytes[^2] ^= 1;
        await Storage.Client().GetBlobContainerClient(options.StateContainer).GetBlobClient(name).UploadAsync(new BinaryData(bytes), overwrite: true);
        var damage = await LoadDamagedAsync(options);
        Assert.AreEqual($"{options.StateContainer}/{name}", damage.Blob);
        Assert.Contains("CRC-32C", damage.Message, StringComparison.Ordinal);
    }

    private static async Task<(StateOptions Options, byte[] Bytes)> TwoRecordsAsync()
    {
        var options = Storage.NewOptions();
        var rig = new Rig(options);
        await rig.RunAsync(Rig.Events(0, 1));
        await rig.RunAsync(Rig.Events(2, 3));
        return (options, await Storage.ReadAsync(options.StateContainer, Journal));
    }

    private static async Task<CorruptStateException> LoadDamagedAsync(StateOptions options)
    {
        await using var rig = new Rig(options);
        return await Assert.ThrowsExactlyAsync<CorruptStateException>(() => rig.RunAsync(Rig.Events(100, 101)));
    }
}
