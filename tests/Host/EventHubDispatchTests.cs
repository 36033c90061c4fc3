using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class EventHubDispatchTests
{
    [TestMethod]
    public async Task A_batch_reaches_the_function_in_order()
    {
        await using var app = await TestApp.StartAsync(typeof(BatchFunction));
        await app.AppendAsync(0, "a", "b", "c");
        Assert.AreEqual("a,b,c", await app.Probe.NextAsync<string>());
    }

    [TestMethod]
    public async Task The_checkpoint_has_the_name_and_the_metadata_of_the_service()
    {
        await using var app = await TestApp.StartAsync(typeof(BatchFunction));
        await app.AppendAsync(1, "a", "b");
        await app.Probe.NextAsync<string>();
        await app.AppendAsync(1, "c");
        await app.Probe.NextAsync<string>(); // The second invocation of a partition begins after the checkpoint of the first.
        var blob = Checkpoint(app, "batch", "1");
        BlobProperties properties = await blob.GetPropertiesAsync();
        Assert.IsGreaterThanOrEqualTo(1, int.Parse(properties.Metadata["sequencenumber"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.IsTrue(properties.Metadata.ContainsKey("offset"));
        Assert.AreEqual(0, properties.ContentLength);
    }

    [TestMethod]
    public async Task The_checkpoint_moves_on_after_a_failed_invocation()
    {
        using var folder = new TestFolder();
        var id = TestApp.NewId();
        await using (var app = await TestApp.StartAsync(folder, null, id, typeof(BatchFunction)))
        {
            app.Probe.Fail = static bodies => bodies == "poison" ? new InvalidOperationException("no") : null;
            await app.AppendAsync(0, "poison");
            Assert.AreEqual("poison", await app.Probe.NextAsync<string>());
            await app.AppendAsync(0, "next");
            Assert.AreEqual("next", await app.Probe.NextAsync<string>());
            BlobProperties properties = await Checkpoint(app, "batch", "0").GetPropertiesAsync();
            Assert.AreNotEqual("-1", properties.Metadata["sequencenumber"]);
        }

        await using var again = await TestApp.StartAsync(folder, null, id, typeof(BatchFunction));
        await again.AppendAsync(0, "last");
        Assert.DoesNotContain("poison", await again.Probe.NextAsync<string>());
    }

    [TestMethod]
    public async Task A_failed_invocation_is_tried_again_under_the_same_id_as_often_as_the_attribute_says()
    {
        await using var app = await TestApp.StartAsync(typeof(RetryingFunction));
        app.Probe.Fail = static body => body == "bad" ? new InvalidOperationException("no") : null;
        await app.AppendAsync(0, "bad");
        var tries = new List<(string Body, string Id, int Count)>();
        for (var count = 0; count < 3; count++)
        {
            tries.Add(await app.Probe.NextAsync<(string, string, int)>());
        }

        await app.AppendAsync(0, "good");
        var next = await app.Probe.NextAsync<(string Body, string Id, int Count)>();
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, tries.Select(static item => item.Count).ToArray());
        Assert.HasCount(1, tries.Select(static item => item.Id).Distinct());
        Assert.AreEqual(("good", 0), (next.Body, next.Count));
        Assert.AreNotEqual(tries[0].Id, next.Id);
    }

    [TestMethod]
    public async Task What_a_stopping_host_cancels_is_delivered_again_after_the_restart()
    {
        using var folder = new TestFolder();
        var id = TestApp.NewId();
        await using (var app = await TestApp.StartAsync(
            folder, static builder => builder.Services.AddGrace(TimeSpan.FromMilliseconds(50)), id, typeof(WaitingFunction)))
        {
            await app.AppendAsync(0, "a", "b");
            Assert.AreEqual(2, await app.Probe.NextAsync<int>());
            await app.StopAsync();
            Assert.AreEqual("cancelled", await app.Probe.NextAsync<string>());
        }

        await using var again = await TestApp.StartAsync(folder, null, id, typeof(WaitingFunction));
        Assert.AreEqual(2, await again.Probe.NextAsync<int>());
        again.Probe.Gate.SetResult();
    }

    [TestMethod]
    public async Task A_batch_that_waits_for_its_retry_while_the_host_stops_is_delivered_again()
    {
        using var folder = new TestFolder();
        var id = TestApp.NewId();
        for (var start = 0; start < 2; start++)
        {
            await using var app = await TestApp.StartAsync(folder, null, id, typeof(EndlessFunction));
            if (start == 0)
            {
                await app.AppendAsync(0, "a");
            }

            Assert.AreEqual("a", await app.Probe.NextAsync<string>());
        }
    }

    [TestMethod]
    public async Task A_function_that_ignores_its_token_does_not_keep_the_host_from_stopping()
    {
        await using var app = await TestApp.StartAsync(
            null, static builder => builder.Services.AddGrace(TimeSpan.FromMilliseconds(50)), null, typeof(StubbornFunction));
        await app.AppendAsync(0, "a");
        Assert.AreEqual(1, await app.Probe.NextAsync<int>());
        await app.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        app.Probe.Gate.SetResult();
    }

    [TestMethod]
    public async Task Partitions_run_in_parallel_and_each_one_invocation_at_a_time()
    {
        await using var app = await TestApp.StartAsync(typeof(WaitingFunction));
        await app.AppendAsync(0, "a");
        Assert.AreEqual(1, await app.Probe.NextAsync<int>());
        await app.AppendAsync(0, "b", "c");
        await app.AppendAsync(1, "x", "y", "z");
        Assert.AreEqual(3, await app.Probe.NextAsync<int>()); // Partition 1 runs while partition 0 waits with "b" and "c".
        Assert.IsFalse(app.Probe.HasMore);
        app.Probe.Gate.SetResult();
        Assert.AreEqual(2, await app.Probe.NextAsync<int>());
    }

    [TestMethod]
    public async Task Positions_tell_the_lag_of_each_partition()
    {
        await using var app = await TestApp.StartAsync(typeof(WaitingFunction));
        await app.AppendAsync(1, "x", "y");
        Assert.AreEqual(2, await app.Probe.NextAsync<int>());
        var positions = app.Platform.ConsumerPositions;
        Assert.HasCount(2, positions);
        Assert.AreEqual(0, positions[0].Lag);
        Assert.AreEqual(new ConsumerPosition("Waiting", "hub-" + app.Id, "$Default", "1", -1, 1), positions[1]);
        Assert.AreEqual(2, positions[1].Lag);
        app.Probe.Gate.SetResult();
    }

    private static BlobClient Checkpoint(TestApp app, string group, string partition) =>
        app.Blobs.GetBlobContainerClient("azure-webjobs-eventhub").GetBlobClient($"localhost/hub-{app.Id}/{group}/checkpoint/{partition}");
}
