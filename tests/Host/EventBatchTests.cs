using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class EventBatchTests
{
    [TestMethod]
    public async Task Text_bytes_and_objects_are_bound_by_the_parameters_type()
    {
        await using var app = await TestApp.StartAsync(typeof(TextFunction), typeof(BytesFunction), typeof(ObjectFunction), typeof(SingleFunction));
        await app.AppendAsync(0, """{"name":"a"}""", """{"Name":"b"}""");
        var seen = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            seen.Add(await app.Probe.NextAsync<string>());
        }

        seen.Sort(StringComparer.Ordinal);
        CollectionAssert.AreEqual(
            new[] { """bytes 12,12""", """object a,b""", """single {"Name":"b"} 1""", """single {"name":"a"} 0""", """text {"name":"a"},{"Name":"b"}""" }.Order(StringComparer.Ordinal).ToArray(),
            seen);
    }

    [TestMethod]
    public async Task Binding_data_tells_partition_and_sequence_numbers_as_json()
    {
        await using var app = await TestApp.StartAsync(typeof(BindingDataFunction));
        await app.AppendAsync(1, "a", "b");
        Assert.AreEqual("[0,1]", await app.Probe.NextAsync<string>());
        var partition = await app.Probe.NextAsync<string>();
        Assert.Contains("\"PartitionId\":\"1\"", partition);
        Assert.Contains($"\"EventHubName\":\"hub-{app.Id}\"", partition);
    }

    [TestMethod]
    public async Task An_event_tells_what_was_sent_and_is_its_functions_own_to_change()
    {
        await using var server = await TestHubServer.StartAsync();
        var sent = new EventHub.HubEvent("body"u8.ToArray())
        {
            MessageId = "m",
            CorrelationId = "c",
            ContentType = "text/plain",
            PartitionKey = "k",
            Properties = new Dictionary<string, object> { ["id"] = "a", ["n"] = 1L },
        };
        await server.Hub.AppendAsync([sent]);
        var partition = server.Hub.Partitions.Single(static partition => !partition.Properties.IsEmpty);
        Assert.IsTrue(partition.TryRead(0, 1, out var stored));
        var converter = new EventConverter(typeof(EventData), isBatched: false);
        var (first, second) = ((EventData)converter.ConvertOne(stored[0]), (EventData)converter.ConvertOne(stored[0]));

        first.Properties["id"] = "b";
        (first.MessageId, first.ContentType, first.EventBody) = (null, "text/html", BinaryData.FromString("other"));

        Assert.AreEqual(("b", 1L, 2), (first.Properties["id"], first.Properties["n"], first.Properties.Count));
        Assert.AreEqual((null, "c", "text/html", "other"), (first.MessageId, first.CorrelationId, first.ContentType, first.EventBody.ToString()));
        Assert.AreEqual(("a", "m", "c", "text/plain", "k"), (second.Properties["id"], second.MessageId, second.CorrelationId, second.ContentType, second.PartitionKey));
        Assert.AreEqual(("body", 0L, stored[0].Offset), (second.EventBody.ToString(), second.SequenceNumber, second.OffsetString));
    }

    [TestMethod]
    public async Task A_batch_is_held_back_until_the_minimum_or_the_longest_wait()
    {
        var settings = new EventHubTriggerSettings { MinEventBatchSize = 3, MaxEventBatchSize = 4, MaxWaitTime = TimeSpan.FromSeconds(7) };
        var time = new WaitingTimeProvider(DateTimeOffset.UnixEpoch);
        using var folder = new TestFolder();
        await using var app = await TestApp.StartAsync(typeof(TextFunction));
        var hub = app.Platform.Broker!.GetHub("hub-" + app.Id);
        await using var source = new EmbeddedHubClient("localhost", hub).GetPartition("$Default", "0");
        await source.OpenAsync(EventHub.EventPosition.Earliest, CancellationToken.None);
        var reader = new EventBatchReader(source, settings, holdBack: true, time);

        await app.AppendAsync(0, "a", "b");
        var held = reader.ReadAsync(CancellationToken.None).AsTask();
        await time.DelayBegunAsync(TimeSpan.FromSeconds(7));
        Assert.IsFalse(held.IsCompleted);
        await app.AppendAsync(0, "c", "d", "e");
        Assert.HasCount(4, await held.WaitAsync(TimeSpan.FromSeconds(30)), "at most the maximum");

        var late = reader.ReadAsync(CancellationToken.None).AsTask();
        await time.PassDelayAsync(TimeSpan.FromSeconds(7));
        Assert.HasCount(1, await late.WaitAsync(TimeSpan.FromSeconds(30)), "what is there after the longest wait");
    }

    [TestMethod]
    public async Task A_function_is_cancelled_when_its_time_is_over()
    {
        var time = new WaitingTimeProvider(DateTimeOffset.UnixEpoch);
        await using var app = await TestApp.StartAsync(
            null, builder => builder.Services.AddSingleton<TimeProvider>(time), null, typeof(WaitingFunction));
        await app.AppendAsync(0, "a");
        Assert.AreEqual(1, await app.Probe.NextAsync<int>());
        await time.PassDelayAsync(TimeSpan.FromMinutes(30)); // functionTimeout of host.json
        Assert.AreEqual("cancelled", await app.Probe.NextAsync<string>());
        app.Probe.Gate.SetResult();
    }

    public sealed class TextFunction(Probe probe)
    {
        [Function("Text")]
        public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs", ConsumerGroup = "text")] string[] events) =>
            probe.Saw("text " + string.Join(',', events));
    }

    public sealed class BytesFunction(Probe probe)
    {
        [Function("Bytes")]
        public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs", ConsumerGroup = "bytes")] byte[][] events) =>
            probe.Saw("bytes " + string.Join(',', events.Select(static item => item.Length)));
    }

    public sealed class ObjectFunction(Probe probe)
    {
        [Function("Object")]
        public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs", ConsumerGroup = "object")] Named[] events) =>
            probe.Saw("object " + string.Join(',', events.Select(static item => item.Name)));
    }

    public sealed class SingleFunction(Probe probe)
    {
        [Function("Single")]
        public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs", ConsumerGroup = "single", IsBatched = false)] EventData item) =>
            probe.Saw($"single {item.EventBody} {item.SequenceNumber}");
    }

    public sealed class BindingDataFunction(Probe probe)
    {
        [Function("BindingData")]
        public void Run([EventHubTrigger("%HubName%", Connection = "EventHubs")] string[] events, FunctionContext context)
        {
            probe.Saw(context.BindingContext.BindingData["SequenceNumberArray"]!);
            probe.Saw(context.BindingContext.BindingData["PartitionContext"]!);
            probe.Saw(events.Length);
        }
    }

    public sealed record Named(string Name);
}
