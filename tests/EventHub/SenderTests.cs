namespace XbFunctions.EventHub.Tests;

/// <summary>What a publisher of events with keys relies on.</summary>
[TestClass]
public sealed class SenderTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(90);

    [TestMethod]
    public async Task Events_of_many_keys_reach_the_services_partitions_in_the_order_of_each_key()
    {
        await using var server = await TestServer.StartAsync(configure: static options => options.MaxMessageSize = 4_096);
        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        await sender.SendAsync(Keyed(0, 3_000)).WaitAsync(SafetyNet);
        Check(server, 3_000, exactly: true);
    }

    [TestMethod]
    public async Task The_order_of_a_key_is_kept_over_a_restart_of_the_hub_and_nothing_is_lost()
    {
        await using var server = await TestServer.StartAsync(isDurable: true, configure: static options => options.MaxMessageSize = 1_024);
        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        var sending = sender.SendAsync(Keyed(0, 3_000));
        Assert.IsTrue(SpinWait.SpinUntil(() => server.Hub.Partitions.All(static partition => partition.Properties.LastSequenceNumber > 20), SafetyNet));
        await server.StopAsync();
        await server.StartAgainAsync();
        await sending.WaitAsync(SafetyNet);
        Check(server, 3_000, exactly: false);
    }

    [TestMethod]
    public async Task An_event_that_is_refused_fails_the_call_and_the_other_partitions_get_theirs()
    {
        await using var server = await TestServer.StartAsync(configure: static options => options.MaxMessageSize = 2_000);
        await using var client = server.NewClient(new HubClientOptions { MaxRetries = 0 });
        await using var sender = client.CreateSender();
        var exception = await Assert.ThrowsExactlyAsync<HubClientException>(() => sender.SendAsync([
            new HubEvent(new byte[3_000]) { PartitionKey = "a" },
            TestHub.Event("fine") with { PartitionKey = "abcdefghijkl" }]).WaitAsync(SafetyNet));
        Assert.AreEqual("amqp:link:message-size-exceeded", exception.Condition);
        Assert.AreEqual(0, server.Hub.Partitions[1].Properties.LastSequenceNumber);
        Assert.AreEqual(-1, server.Hub.Partitions[0].Properties.LastSequenceNumber);
    }

    [TestMethod]
    public async Task A_call_that_comes_after_another_has_ended_comes_behind_it()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        for (var first = 0; first < 200; first += 20)
        {
            await sender.SendAsync(Keyed(first, 20)).WaitAsync(SafetyNet);
        }

        Check(server, 200, exactly: true);
    }

    private static HubEvent[] Keyed(int first, int count) =>
        [.. TestHub.Events(first, count).Select((item, index) => item with { PartitionKey = $"key {(first + index) % 17}" })];

    /// <summary>Each event is there, in the partition of its key, and the first arrivals of a key ascend.</summary>
    private static void Check(TestServer server, int count, bool exactly)
    {
        var all = server.Hub.Partitions.SelectMany((partition, index) => Read(partition).Select(item => (Partition: index, Event: item))).ToArray();
        Assert.IsTrue(all.All(item => item.Partition == PartitionKeyHash.Place(item.Event.PartitionKey!, server.Hub.Partitions.Count)));
        var texts = all.Select(static item => TestHub.Text(item.Event)).ToArray();
        Assert.IsTrue(texts.ToHashSet().SetEquals(Enumerable.Range(0, count).Select(static n => $"event {n}")), "events are missing");
        Assert.IsTrue(!exactly || texts.Length == count, "events are there twice");
        foreach (var key in all.GroupBy(static item => item.Event.PartitionKey))
        {
            var numbers = key.Select(static item => int.Parse(TestHub.Text(item.Event)[6..], System.Globalization.CultureInfo.InvariantCulture)).Distinct().ToArray();
            CollectionAssert.AreEqual(numbers.Order().ToArray(), numbers, $"the order of {key.Key} is broken");
        }
    }

    private static List<StoredEvent> Read(HubPartition partition)
    {
        var events = new List<StoredEvent>();
        while (partition.TryRead(events.Count, 1_000, out var read))
        {
            events.AddRange(read);
        }

        return events;
    }
}
