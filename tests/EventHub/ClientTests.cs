using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.EventHub.Tests;

/// <summary>Our client over AMQPNetLite: the second implementation that speaks to the hub.</summary>
[TestClass]
public sealed class ClientTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private static readonly HubClientOptions NoRetries = new() { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(30) };

    [TestMethod]
    public async Task Sent_events_arrive_whole_and_those_with_keys_where_the_service_puts_them()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        await sender.SendAsync([
            TestHub.Event("x") with { PartitionKey = "a", MessageId = "1", ContentType = "text/plain", CorrelationId = "c", Properties = new Dictionary<string, object> { ["n"] = 7L } },
            TestHub.Event("y") with { PartitionKey = "abcdefghijkl" },
            TestHub.Event("z") with { PartitionKey = "a" }]);
        await sender.SendAsync([TestHub.Event("w")], "abcdefghijklm");
        await sender.SendToPartitionAsync([TestHub.Event("v")], "2");

        var first = await ReceiveAsync(client, "0", 2);
        Assert.AreEqual("x", TestHub.Text(first[0]));
        Assert.AreEqual(("a", "1", "text/plain", "c", 7L), (first[0].PartitionKey, first[0].MessageId, first[0].ContentType, first[0].CorrelationId, first[0].Properties["n"]));
        Assert.AreEqual((0L, "0", "z"), (first[0].SequenceNumber, first[0].Offset, TestHub.Text(first[1])));
        Assert.AreEqual(server.Hub.Partitions[0].Properties.LastEnqueuedAt, first[1].EnqueuedAt);
        Assert.AreEqual(("y", "abcdefghijkl"), (await ReceiveAsync(client, "1", 1)).Select(static e => (TestHub.Text(e), e.PartitionKey!)).Single());
        Assert.AreEqual(("w", "abcdefghijklm"), (await ReceiveAsync(client, "3", 1)).Select(static e => (TestHub.Text(e), e.PartitionKey!)).Single());
        Assert.AreEqual("v", TestHub.Text((await ReceiveAsync(client, "2", 1)).Single()));
    }

    [TestMethod]
    public async Task Many_events_go_in_batches_within_the_limit_and_keep_their_order()
    {
        await using var server = await TestServer.StartAsync(partitions: 1, configure: static options => options.MaxMessageSize = 20_000);
        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        await sender.SendAsync(TestHub.Events(0, 5_000));
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 5_000).Select(static n => $"event {n}").ToArray(),
            (await ReceiveAsync(client, "0", 5_000)).Select(TestHub.Text).ToArray());
    }

    [TestMethod]
    public async Task Properties_are_those_of_the_hub()
    {
        await using var server = await TestServer.StartAsync(partitions: 3);
        await server.Hub.AppendAsync(TestHub.Events(0, 4), partition: 1);
        await using var client = server.NewClient();
        var properties = await client.GetPropertiesAsync();
        Assert.AreEqual(("orders", "0 1 2"), (properties.Name, string.Join(' ', properties.PartitionIds)));
        Assert.IsTrue((server.Hub.CreatedAt - properties.CreatedAt).Duration() < TimeSpan.FromMilliseconds(1));
        Assert.AreEqual(server.Hub.Partitions[1].Properties, await client.GetPartitionPropertiesAsync("1"));
        Assert.AreEqual(server.Hub.Partitions[2].Properties, await client.GetPartitionPropertiesAsync("2"));
    }

    [TestMethod]
    public async Task A_receiver_goes_on_behind_a_restart_without_a_gap_or_a_double()
    {
        await using var server = await TestServer.StartAsync(isDurable: true, partitions: 1);
        await server.Hub.AppendAsync(TestHub.Events(0, 50));
        await using var client = server.NewClient();
        await using var receiver = client.CreateReceiver("$Default", "0", EventPosition.Earliest);
        var received = new List<StoredEvent>();
        received.AddRange(await receiver.ReadAsync(20).WaitAsync(SafetyNet));

        await server.StopAsync();
        await server.StartAgainAsync();
        await server.Hub.AppendAsync(TestHub.Events(50, 50));

        while (received.Count < 100)
        {
            received.AddRange(await receiver.ReadAsync(20).WaitAsync(SafetyNet));
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 100).Select(static n => $"event {n}").ToArray(), received.Select(TestHub.Text).ToArray());
    }

    [TestMethod]
    public async Task A_sender_goes_on_behind_a_restart_and_loses_nothing()
    {
        await using var server = await TestServer.StartAsync(isDurable: true, partitions: 1);
        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        await sender.SendAsync(TestHub.Events(0, 1));
        await server.StopAsync();
        var sending = Enumerable.Range(1, 20).Select(number => sender.SendAsync(TestHub.Events(number, 1))).ToArray();
        await server.StartAgainAsync();
        await Task.WhenAll(sending).WaitAsync(SafetyNet);

        var texts = (await ReceiveAsync(client, "0", 21)).Select(TestHub.Text).ToHashSet();
        Assert.IsTrue(texts.SetEquals(Enumerable.Range(0, 21).Select(static n => $"event {n}")));
    }

    [TestMethod]
    public async Task A_higher_owner_level_takes_the_partition_and_a_lower_one_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        await server.Hub.AppendAsync(TestHub.Events(0, 1), partition: 0);
        await using var client = server.NewClient(NoRetries);
        await using var first = client.CreateReceiver("$Default", "0", EventPosition.Earliest, ownerLevel: 1);
        await first.ReadAsync(1).WaitAsync(SafetyNet);
        await using var second = client.CreateReceiver("$default", "0", EventPosition.Earliest, ownerLevel: 2);
        await second.ReadAsync(1).WaitAsync(SafetyNet);

        var displaced = await Assert.ThrowsExactlyAsync<HubClientException>(() => first.ReadAsync(1).WaitAsync(SafetyNet));
        Assert.AreEqual(("amqp:link:stolen", false), (displaced.Condition, displaced.IsTransient));
        await using var lower = client.CreateReceiver("$Default", "0", EventPosition.Earliest, ownerLevel: 1);
        Assert.AreEqual("amqp:link:stolen", (await Assert.ThrowsExactlyAsync<HubClientException>(() => lower.ReadAsync(1).WaitAsync(SafetyNet))).Condition);
    }

    [TestMethod]
    [DataRow("nowhere", "$Default", "0", "amqp:not-found")]
    [DataRow("orders", "nobody", "0", "amqp:not-found")]
    [DataRow("orders", "$Default", "99", "com.microsoft:argument-out-of-range")]
    public async Task What_does_not_exist_is_refused_with_its_condition(string hub, string group, string partition, string condition)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = new HubClient(HubConnectionString.Parse(server.Server.ConnectionString), hub, NoRetries, TimeProvider.System, NullLoggerFactory.Instance);
        await using var receiver = client.CreateReceiver(group, partition, EventPosition.Earliest);
        var exception = await Assert.ThrowsExactlyAsync<HubClientException>(() => receiver.ReadAsync(1).WaitAsync(SafetyNet));
        Assert.AreEqual(condition, exception.Condition);
    }

    [TestMethod]
    public async Task A_wrong_key_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var wrong = server.Server.ConnectionString.Replace(EventHubServerOptions.DefaultKey, "wrong", StringComparison.Ordinal);
        await using var client = new HubClient(HubConnectionString.Parse(wrong), "orders", NoRetries, TimeProvider.System, NullLoggerFactory.Instance);
        Assert.AreEqual("amqp:unauthorized-access", (await Assert.ThrowsExactlyAsync<HubClientException>(() => client.GetPropertiesAsync().WaitAsync(SafetyNet))).Condition);
    }

    [TestMethod]
    public async Task An_endpoint_that_is_not_there_is_named()
    {
        await using var server = await TestServer.StartAsync();
        await server.StopAsync();
        await using var client = server.NewClient(NoRetries);
        var exception = await Assert.ThrowsExactlyAsync<HubClientException>(() => client.GetPropertiesAsync().WaitAsync(SafetyNet));
        Assert.Contains($"localhost:{server.Server.Port} is not reached", exception.Message);
        await server.StartAgainAsync();
    }

    [TestMethod]
    public async Task An_event_above_the_limit_is_refused_and_the_link_lives_on()
    {
        await using var server = await TestServer.StartAsync(configure: static options => options.MaxMessageSize = 2_000);
        await using var client = server.NewClient(NoRetries);
        await using var sender = client.CreateSender();
        var exception = await Assert.ThrowsExactlyAsync<HubClientException>(() => sender.SendAsync([new HubEvent(new byte[3_000])]).WaitAsync(SafetyNet));
        Assert.AreEqual("amqp:link:message-size-exceeded", exception.Condition);
        await sender.SendAsync(TestHub.Events(0, 1)).WaitAsync(SafetyNet);
    }

    private static async Task<List<StoredEvent>> ReceiveAsync(HubClient client, string partition, int count)
    {
        await using var receiver = client.CreateReceiver("$Default", partition, EventPosition.Earliest);
        var events = new List<StoredEvent>();
        while (events.Count < count)
        {
            events.AddRange(await receiver.ReadAsync(1_000).WaitAsync(SafetyNet));
        }

        return events;
    }
}
