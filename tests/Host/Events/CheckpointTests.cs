using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace XbFunctions.Host.Tests;

/// <summary>When a checkpoint is written, and where reading begins.</summary>
[TestClass]
public sealed class CheckpointTests
{
    [TestMethod]
    public async Task The_last_checkpoint_of_several_invocations_is_written_when_the_host_stops()
    {
        await using var app = await TestApp.StartAsync(null, EveryThird, null, typeof(BatchFunction));
        await app.AppendAsync(0, "a");
        await app.Probe.NextAsync<string>();
        await app.AppendAsync(0, "b");
        await app.Probe.NextAsync<string>(); // The second invocation begins after the checkpoint of the first would have been written.
        Assert.IsNull(await SequenceAsync(app, "batch"));
        await app.StopAsync();
        Assert.IsGreaterThanOrEqualTo(0, (await SequenceAsync(app, "batch"))!.Value);
    }

    [TestMethod]
    public async Task The_last_checkpoint_of_several_invocations_is_not_written_when_the_partition_is_lost()
    {
        await using var app = await TestApp.StartAsync(null, EveryThird, null, typeof(BatchFunction));
        await app.AppendAsync(0, "a");
        await app.Probe.NextAsync<string>();
        await app.AppendAsync(0, "b");
        await app.Probe.NextAsync<string>();
        var ownership = new OwnershipStore(Container(app), "localhost", "hub-" + app.Id, "batch");
        foreach (var entry in await ownership.ListAsync(CancellationToken.None))
        {
            await ownership.WriteAsync(entry.Partition, "somebody else", entry.Version, CancellationToken.None);
        }

        // The embedded hub does not tell, so the host finds out by its next renewal.
        await OwnsNothingAsync(app);
        await app.StopAsync();
        Assert.IsNull(await SequenceAsync(app, "batch"));
    }

    [TestMethod]
    public async Task The_last_checkpoint_of_several_invocations_is_written_after_ten_idle_minutes()
    {
        var time = new WaitingTimeProvider(DateTimeOffset.UnixEpoch);
        await using var app = await TestApp.StartAsync(null, builder => EveryThird(builder.WithTime(time)), null, typeof(BatchFunction));
        await app.AppendAsync(0, "a");
        await app.Probe.NextAsync<string>();
        await time.PassDelayAsync(TimeSpan.FromMinutes(10));
        Assert.IsTrue(await Task.Run(() => SpinWait.SpinUntil(() => Checkpoint(app, "batch").Exists(), TimeSpan.FromSeconds(60))));
        Assert.AreEqual(0, await SequenceAsync(app, "batch"));
    }

    [TestMethod]
    public async Task The_checkpoint_of_invocations_that_followed_one_another_is_written_once_there_is_nothing_to_read()
    {
        // No time passes, so that a second never does.
        var time = new WaitingTimeProvider(DateTimeOffset.UnixEpoch);
        await using var app = await TestApp.StartAsync(null, builder => builder.WithTime(time), null, typeof(OneByOneFunction));
        await app.AppendAsync(0, "a", "b", "c");
        Assert.IsTrue(await Task.Run(() => SpinWait.SpinUntil(() => SequenceAsync(app, "$default").GetAwaiter().GetResult() == 2, TimeSpan.FromSeconds(60))));
    }

    [TestMethod]
    public async Task The_checkpoint_moves_on_when_all_retries_are_used_up()
    {
        await using var app = await TestApp.StartAsync(typeof(RetryingFunction));
        var isEarly = false;
        app.Probe.Fail = body =>
        {
            // Looked at from within: behind an attempt the next ones may be over before the test looks.
            isEarly |= body == "bad" && Checkpoint(app, "$default").Exists();
            return body == "bad" ? new InvalidOperationException("no") : null;
        };
        await app.AppendAsync(0, "bad");
        for (var count = 0; count < 3; count++)
        {
            Assert.AreEqual(count, (await app.Probe.NextAsync<(string Body, string Id, int Count)>()).Count);
        }

        await app.AppendAsync(0, "good");
        await app.Probe.NextAsync<(string, string, int)>();
        Assert.IsFalse(isEarly, "the checkpoint moved before the retries were used up");
        Assert.IsGreaterThanOrEqualTo(0, (await SequenceAsync(app, "$default"))!.Value);
    }

    [TestMethod]
    public async Task Single_events_are_all_delivered_again_when_the_host_stopped_among_them()
    {
        using var folder = new TestFolder();
        var id = TestApp.NewId();
        await using (var app = await TestApp.StartAsync(folder, builder => Holding(builder, "a").Services.AddGrace(TimeSpan.FromMilliseconds(50)), id, typeof(OneByOneFunction)))
        {
            await app.AppendAsync(0, "a", "b", "c");
            Assert.AreEqual("a", await app.Probe.NextAsync<string>());
            await app.StopAsync();
            Assert.AreEqual("cancelled", await app.Probe.NextAsync<string>());
            Assert.IsFalse(app.Probe.HasMore, "nothing new begins while stopping");
            Assert.IsNull(await SequenceAsync(app, "$default"));
        }

        await using var again = await TestApp.StartAsync(folder, static builder => Holding(builder, "c"), id, typeof(OneByOneFunction));
        Assert.AreEqual("a", await again.Probe.NextAsync<string>());
        Assert.AreEqual("b", await again.Probe.NextAsync<string>());
        Assert.AreEqual("c", await again.Probe.NextAsync<string>());
        Assert.IsNull(await SequenceAsync(again, "$default"), "none within the batch");
        again.Probe.Gate.SetResult();
        await again.AppendAsync(0, "d");
        Assert.AreEqual("d", await again.Probe.NextAsync<string>());
        Assert.IsGreaterThanOrEqualTo(2, (await SequenceAsync(again, "$default"))!.Value, "one at its end");
    }

    [TestMethod]
    public async Task An_event_that_is_no_json_fails_its_invocation_and_is_passed_over_after_the_retries()
    {
        await using var app = await TestApp.StartAsync(null, Watch, null, typeof(StrictFunction));
        await app.AppendAsync(0, """{"name":"a"}""", "no json");
        for (var count = 0; count < 3; count++)
        {
            var failure = await app.Probe.NextAsync<JsonException>();
            Assert.Contains("sequence number 1", failure.Message);
        }

        await app.AppendAsync(0, """{"name":"b"}""");
        Assert.AreEqual("b", await app.Probe.NextAsync<string>(), "the function has never seen the first batch");

        static void Watch(FunctionsApplicationBuilder builder) => builder.UseMiddleware(static async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (JsonException exception)
            {
                context.InstanceServices.GetRequiredService<Probe>().Saw(exception);
                throw;
            }
        });
    }

    [TestMethod]
    [DataRow("fromStart", "1900-01-01T00:00:00Z", "old,new")]
    [DataRow("fromEnd", "1900-01-01T00:00:00Z", "new")]
    [DataRow("fromEnqueuedTime", "1900-01-01T00:00:00Z", "old,new")]
    public async Task A_partition_without_a_checkpoint_begins_where_host_json_says(string type, string time, string expected)
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        await hub.AppendAsync(0, "old");
        await using var app = await TestApp.StartAsync(
            null,
            builder => builder.Reading(hub).WithEventHubs(("initialOffsetOptions:type", type), ("initialOffsetOptions:enqueuedTimeUtc", time)),
            null,
            typeof(BatchFunction));

        if (!expected.Contains("old", StringComparison.Ordinal))
        {
            // What is behind the start counts as processed, as soon as the start was found.
            Assert.IsTrue(await Task.Run(() => SpinWait.SpinUntil(() => app.Platform.ConsumerPositions[0].LastProcessedSequence == 0, TimeSpan.FromSeconds(60))));
        }

        await hub.AppendAsync(0, "new");
        var seen = new List<string>();
        while (!seen.Contains("new"))
        {
            seen.AddRange((await app.Probe.NextAsync<string>()).Split(','));
        }

        Assert.AreEqual(expected, string.Join(',', seen));
    }

    [TestMethod]
    public async Task A_hub_that_was_made_anew_is_read_from_its_start_whatever_its_old_checkpoint_says()
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        await hub.AppendAsync(0, "a");
        var stores = new PartitionStores(new BlobContainerClient(AssemblySetUp.Storage, CheckpointStore.Container));
        await stores.PrepareAsync(CancellationToken.None);
        var checkpoints = stores.CheckpointsOf(new EmbeddedHubClient("localhost", hub.Hub), "batch", "test");
        await checkpoints.WriteAsync("0", new Checkpoint(100, "100"), null, CancellationToken.None);
        await using var app = await TestApp.StartAsync(null, builder => builder.Reading(hub), null, typeof(BatchFunction));
        Assert.AreEqual("a", await app.Probe.NextAsync<string>());
    }

    [TestMethod]
    public async Task A_checkpoint_of_the_first_version_of_functions_is_read_and_never_written()
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        await hub.AppendAsync(0, "a", "b");
        var container = new BlobContainerClient(AssemblySetUp.Storage, CheckpointStore.Container);
        await container.CreateIfNotExistsAsync();
        var old = container.GetBlobClient($"localhost/{hub.Name}/batch/0");
        await old.UploadAsync(BinaryData.FromString("""{"Offset":"0","SequenceNumber":0,"PartitionId":"0","Owner":"x","Token":"y","Epoch":3}"""));
        BlobProperties before = await old.GetPropertiesAsync();
        await using var app = await TestApp.StartAsync(null, builder => builder.Reading(hub), null, typeof(BatchFunction));
        Assert.AreEqual("b", await app.Probe.NextAsync<string>());
        await app.StopAsync();
        Assert.AreEqual(before.ETag, ((BlobProperties)await old.GetPropertiesAsync()).ETag);
    }

    /// <summary>Lets the function wait at an event for the probe's gate.</summary>
    private static FunctionsApplicationBuilder Holding(FunctionsApplicationBuilder builder, string item)
    {
        var probe = (Probe)builder.Services.Single(static service => service.ServiceType == typeof(Probe)).ImplementationInstance!;
        probe.Fail = seen => seen == item ? new InvalidOperationException("waits") : null;
        return builder;
    }

    private static void EveryThird(FunctionsApplicationBuilder builder) => builder.WithEventHubs(
        ("batchCheckpointFrequency", "3"), ("loadBalancingUpdateInterval", "00:00:01"), ("partitionOwnershipExpirationInterval", "00:10:00"));

    private static async Task OwnsNothingAsync(TestApp app) => Assert.IsTrue(
        await Task.Run(() => SpinWait.SpinUntil(() => app.Platform.ConsumerPositions.Count == 0, TimeSpan.FromSeconds(60))));

    private static async Task<long?> SequenceAsync(TestApp app, string group)
    {
        var checkpoints = new CheckpointStore(Container(app), "localhost", "hub-" + app.Id, group, "test");
        return (await checkpoints.ReadAsync("0", CancellationToken.None))?.SequenceNumber;
    }

    private static BlobClient Checkpoint(TestApp app, string group) => Container(app).GetBlobClient($"localhost/hub-{app.Id}/{group}/checkpoint/0");

    private static BlobContainerClient Container(TestApp app) => app.Blobs.GetBlobContainerClient("azure-webjobs-eventhub");

    public sealed class OneByOneFunction(Probe probe)
    {
        [Function("OneByOne")]
        public async Task RunAsync([EventHubTrigger("%HubName%", Connection = "EventHubs", IsBatched = false)] string item, CancellationToken cancellationToken)
        {
            probe.Saw(item);
            if (probe.Fail(item) is null)
            {
                return;
            }

            var cancelled = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            if (await Task.WhenAny(probe.Gate.Task, cancelled.Task) == cancelled.Task)
            {
                probe.Saw("cancelled");
            }
        }
    }

    public sealed class StrictFunction(Probe probe)
    {
        [Function("Strict")]
        [FixedDelayRetry(2, "00:00:00.010")]
        public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs")] Named[] events) => probe.Saw(string.Join(',', events.Select(static item => item.Name)));
    }

    public sealed record Named(string Name);
}
