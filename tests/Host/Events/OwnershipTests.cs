using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.EventHub;

namespace XbFunctions.Host.Tests;

/// <summary>Hosts that share a storage account and a hub.</summary>
[TestClass]
public sealed class OwnershipTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(90);

    [TestMethod]
    public async Task A_host_alone_owns_everything_as_soon_as_it_has_started_under_the_services_blob_names()
    {
        await using var app = await TestApp.StartAsync(typeof(BatchFunction));
        Assert.HasCount(2, app.Platform.ConsumerPositions);
        var blob = Container(app).GetBlobClient($"localhost/hub-{app.Id}/batch/ownership/1");
        BlobProperties properties = await blob.GetPropertiesAsync();
        Assert.AreEqual(0, properties.ContentLength);
        Assert.IsGreaterThan(0, properties.Metadata["ownerid"].Length);

        await app.StopAsync();
        properties = await blob.GetPropertiesAsync();
        Assert.AreEqual(string.Empty, properties.Metadata["ownerid"], "a host that stops gives up what it owns");
    }

    [TestMethod]
    public async Task Two_hosts_share_the_partitions_evenly_and_process_every_event()
    {
        await using var hub = await TestHubServer.StartAsync();
        await using var first = await StartAsync(hub, TimeProvider.System, typeof(BatchFunction));
        Assert.HasCount(4, first.Platform.ConsumerPositions);
        await using var second = await StartAsync(hub, TimeProvider.System, typeof(BatchFunction));
        await OwnsAsync(first, 2);
        await OwnsAsync(second, 2);

        await AppendEverywhereAsync(hub, "a");
        var seen = new HashSet<string>();
        seen.UnionWith([await first.Probe.NextAsync<string>(), await first.Probe.NextAsync<string>()]);
        seen.UnionWith([await second.Probe.NextAsync<string>(), await second.Probe.NextAsync<string>()]);
        Assert.IsTrue(seen.SetEquals(["a0", "a1", "a2", "a3"]), string.Join(' ', seen));

        await second.StopAsync();
        await OwnsAsync(first, 4);
        await AppendEverywhereAsync(hub, "b");
        seen.Clear();
        while (!seen.IsSupersetOf(["b0", "b1", "b2", "b3"]))
        {
            // A stop may come before a checkpoint does: what the other did last is then delivered again.
            seen.UnionWith((await first.Probe.NextAsync<string>()).Split(','));
        }
    }

    [TestMethod]
    public async Task What_a_host_without_a_sign_of_life_owned_is_taken_over_and_its_invocations_are_cancelled()
    {
        await using var hub = await TestHubServer.StartAsync();
        await using var living = await StartAsync(hub, TimeProvider.System, typeof(WaitingFunction));
        living.Probe.Gate.SetResult();
        await using var silent = await StartAsync(hub, Frozen(), typeof(WaitingFunction));
        await OwnsAsync(living, 2);
        await AppendEverywhereAsync(hub, "a");
        Assert.AreEqual(1, await silent.Probe.NextAsync<int>());
        Assert.AreEqual(1, await silent.Probe.NextAsync<int>());

        Assert.AreEqual("cancelled", await silent.Probe.NextAsync<string>());
        Assert.AreEqual("cancelled", await silent.Probe.NextAsync<string>());
        for (var count = 0; count < 4; count++)
        {
            Assert.AreEqual(1, await living.Probe.NextAsync<int>(), "its own two events, and the two that the other did not finish");
        }

        await OwnsAsync(living, 4);
        await OwnsAsync(silent, 0);
    }

    [TestMethod]
    public async Task A_host_that_comes_back_after_it_was_replaced_does_not_set_the_checkpoint_back()
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        await using var zombie = await StartAsync(hub, Frozen(), typeof(StubbornFunction));
        await hub.AppendAsync(0, "a");
        Assert.AreEqual(1, await zombie.Probe.NextAsync<int>());

        await using var heir = await StartAsync(hub, TimeProvider.System, typeof(StubbornFunction));
        heir.Probe.Gate.SetResult();
        Assert.AreEqual(1, await heir.Probe.NextAsync<int>());
        await hub.AppendAsync(0, "b");
        Assert.AreEqual(1, await heir.Probe.NextAsync<int>());
        await heir.StopAsync();
        var checkpoint = Container(heir).GetBlobClient($"localhost/{hub.Name}/$default/checkpoint/0");
        BlobProperties before = await checkpoint.GetPropertiesAsync();

        zombie.Probe.Gate.SetResult();
        await zombie.StopAsync();
        BlobProperties after = await checkpoint.GetPropertiesAsync();
        Assert.AreEqual(before.ETag, after.ETag, "the replaced host has written a checkpoint");
    }

    [TestMethod]
    [DataRow(true, DisplayName = "the new owner has written a checkpoint")]
    [DataRow(false, DisplayName = "the old owner was paused longer than its ownership lasts")]
    public async Task A_replaced_owner_finds_out_by_the_storage_alone(bool heirHasWritten)
    {
        var time = Frozen();
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        var (ownership, checkpoints, version) = await OwnAsync(hub);
        using var lease = new PartitionLease("0", ownership, "old", version, time.GetUtcNow(), time, TimeSpan.FromMinutes(2));
        var checkpoint = new PartitionCheckpoint(checkpoints, lease, "Function", NullLogger.Instance, 1, TimeProvider.System);
        Assert.IsNull(await checkpoint.ReadAsync(CancellationToken.None));

        Assert.IsNotNull(await ownership.WriteAsync("0", "new", version, CancellationToken.None));
        if (heirHasWritten)
        {
            await checkpoints.WriteAsync("0", new Checkpoint(7, "7"), null, CancellationToken.None);
        }
        else
        {
            time.Advance(TimeSpan.FromMinutes(3));
        }

        await checkpoint.AdvanceAsync(await FirstEventAsync(hub));
        Assert.IsTrue(lease.Lost.IsCancellationRequested);
        Assert.AreEqual(heirHasWritten ? 7 : null, (await checkpoints.ReadAsync("0", CancellationToken.None))?.SequenceNumber);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "written")]
    [DataRow(false, DisplayName = "deleted")]
    public async Task An_owner_goes_on_when_somebody_else_has_touched_its_checkpoint(bool written)
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        var (ownership, checkpoints, version) = await OwnAsync(hub);
        using var lease = new PartitionLease("0", ownership, "old", version, TimeProvider.System.GetUtcNow(), TimeProvider.System, TimeSpan.FromMinutes(2));
        var checkpoint = new PartitionCheckpoint(checkpoints, lease, "Function", NullLogger.Instance, 1, TimeProvider.System);
        await checkpoints.WriteAsync("0", new Checkpoint(7, "7"), null, CancellationToken.None);
        Assert.AreEqual(7, (await checkpoint.ReadAsync(CancellationToken.None))?.SequenceNumber);
        if (written)
        {
            await checkpoints.WriteAsync("0", new Checkpoint(9, "9"), Azure.ETag.All, CancellationToken.None);
        }
        else
        {
            await new BlobContainerClient(AssemblySetUp.Storage, CheckpointStore.Container).DeleteBlobAsync($"localhost/{hub.Name}/batch/checkpoint/0");
        }

        await checkpoint.AdvanceAsync(await FirstEventAsync(hub));
        Assert.AreEqual(0, (await checkpoints.ReadAsync("0", CancellationToken.None))?.SequenceNumber);
        Assert.IsFalse(checkpoint.IsPending);
        Assert.IsFalse(lease.Lost.IsCancellationRequested);
    }

    [TestMethod]
    public async Task A_checkpoint_waits_while_invocations_follow_one_another_and_a_second_at_most()
    {
        var time = Frozen();
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        var (ownership, checkpoints, version) = await OwnAsync(hub);
        using var lease = new PartitionLease("0", ownership, "old", version, time.GetUtcNow(), time, TimeSpan.FromMinutes(2));
        var checkpoint = new PartitionCheckpoint(checkpoints, lease, "Function", NullLogger.Instance, 1, time);
        await hub.AppendAsync(0, "a", "b", "c", "d", "e");
        var written = new List<(long?, bool)>();
        foreach (var (last, passed) in (await hub.Hub.Partitions[0].ReadAsync(0, 5)).Zip([0, 999, 0, 1, 999]))
        {
            time.Advance(TimeSpan.FromMilliseconds(passed));
            await checkpoint.AdvanceAsync(last);
            written.Add(((await checkpoints.ReadAsync("0", CancellationToken.None))?.SequenceNumber, checkpoint.IsDue));
        }

        CollectionAssert.AreEqual(new (long?, bool)[] { (0, false), (0, true), (0, true), (3, false), (3, true) }, written);
        await checkpoint.FlushAsync();
        Assert.AreEqual(4, (await checkpoints.ReadAsync("0", CancellationToken.None))?.SequenceNumber);
        Assert.IsFalse(checkpoint.IsDue);
    }

    [TestMethod]
    public async Task A_partition_that_someone_reads_away_without_owning_it_is_taken_back()
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        await using var app = await StartAsync(hub, TimeProvider.System, typeof(BatchFunction));
        await hub.AppendAsync(0, "a");
        Assert.AreEqual("a", await app.Probe.NextAsync<string>());
        await using var client = new HubClient(
            HubConnectionString.Parse(hub.Server.ConnectionString), hub.Name, new HubClientOptions { MaxRetries = 0 }, TimeProvider.System, NullLoggerFactory.Instance);
        await using var thief = client.CreateReceiver("batch", "0", EventPosition.Earliest, ownerLevel: 0);
        await thief.OpenAsync();
        await hub.AppendAsync(0, "b");
        while (!(await app.Probe.NextAsync<string>()).Contains('b', StringComparison.Ordinal))
        {
            // "a" again, where its checkpoint was not written in time.
        }

        Assert.HasCount(1, app.Platform.ConsumerPositions);
    }

    [TestMethod]
    public async Task What_a_killed_process_of_this_machine_owned_is_free_at_once()
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 2);
        var stores = new PartitionStores(new BlobContainerClient(AssemblySetUp.Storage, CheckpointStore.Container));
        await stores.PrepareAsync(CancellationToken.None);
        var ownership = stores.OwnershipOf(new EmbeddedHubClient("localhost", hub.Hub), "batch");
        var dead = OwnerIdentity.Describe(OwnerIdentity.Machine(), int.MaxValue, DateTimeOffset.UnixEpoch) + "/1";
        await ownership.WriteAsync("0", dead, null, CancellationToken.None);
        await ownership.WriteAsync("1", dead, null, CancellationToken.None);
        await using var app = await StartAsync(hub, TimeProvider.System, typeof(BatchFunction));
        Assert.HasCount(2, app.Platform.ConsumerPositions);
    }

    [TestMethod]
    public void Only_a_process_of_this_machine_is_known_to_have_ended()
    {
        var machine = OwnerIdentity.Machine();
        Assert.IsFalse(OwnerIdentity.HasEnded(OwnerIdentity.Create()));
        Assert.IsTrue(OwnerIdentity.HasEnded(OwnerIdentity.Describe(machine, int.MaxValue, DateTimeOffset.UnixEpoch) + "/1"));
        Assert.IsTrue(OwnerIdentity.HasEnded(OwnerIdentity.Describe(machine, Environment.ProcessId, DateTimeOffset.UnixEpoch) + "/1"), "its number was given to another");
        Assert.IsFalse(OwnerIdentity.HasEnded(OwnerIdentity.Describe("elsewhere", int.MaxValue, DateTimeOffset.UnixEpoch) + "/1"));
        Assert.IsFalse(OwnerIdentity.HasEnded("3f2b8c1e-0d7a-4b58-9a53-1c8f9e2d4b60"), "an owner of the service");
    }

    private static async Task<(OwnershipStore Ownership, CheckpointStore Checkpoints, Azure.ETag Version)> OwnAsync(TestHubServer hub)
    {
        var stores = new PartitionStores(new BlobContainerClient(AssemblySetUp.Storage, CheckpointStore.Container));
        await stores.PrepareAsync(CancellationToken.None);
        var client = new EmbeddedHubClient("localhost", hub.Hub);
        var ownership = stores.OwnershipOf(client, "batch");
        var version = await ownership.WriteAsync("0", "old", null, CancellationToken.None);
        return (ownership, stores.CheckpointsOf(client, "batch", "test"), version!.Value);
    }

    private static async Task<StoredEvent> FirstEventAsync(TestHubServer hub)
    {
        await hub.AppendAsync(0, "a");
        return (await hub.Hub.Partitions[0].ReadAsync(0, 1))[0];
    }

    private static FakeTimeProvider Frozen() => new(TimeProvider.System.GetUtcNow());

    private static BlobContainerClient Container(TestApp app) => app.Blobs.GetBlobContainerClient("azure-webjobs-eventhub");

    private static Task<TestApp> StartAsync(TestHubServer hub, TimeProvider time, Type function)
    {
        return TestApp.StartAsync(null, Configure, null, function);

        void Configure(FunctionsApplicationBuilder builder) => builder.Reading(hub).WithTime(time).WithEventHubs(
            ("loadBalancingUpdateInterval", "00:00:01"), ("partitionOwnershipExpirationInterval", "00:00:04"));
    }

    private static Task AppendEverywhereAsync(TestHubServer hub, string name) =>
        Task.WhenAll(Enumerable.Range(0, hub.Hub.Partitions.Count).Select(partition => hub.AppendAsync(partition, $"{name}{partition}")));

    private static Task OwnsAsync(TestApp app, int partitions) => Task.Run(() => Assert.IsTrue(
        SpinWait.SpinUntil(() => app.Platform.ConsumerPositions.Count == partitions, SafetyNet),
        $"{app.Platform.ConsumerPositions.Count} partitions are owned instead of {partitions}"));
}
