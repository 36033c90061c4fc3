using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.EventHub;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class AmqpPartitionSourceTests : PartitionSourceContract
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    protected override bool TellsTakeover => true;

    [TestMethod]
    public async Task A_small_prefetch_holds_the_rest_back_in_the_hub_and_loses_nothing()
    {
        await using var server = await TestHubServer.StartAsync(partitions: 1);
        await server.AppendAsync(0, [.. Enumerable.Range(0, 50).Select(static number => $"{number}")]);
        await using var client = NewClient(server, new EventHubTriggerSettings { PrefetchCount = 0, MaxEventBatchSize = 4 });
        await using var source = client.GetPartition("$Default", "0");
        await source.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        for (var next = 0L; next < 50;)
        {
            foreach (var item in await source.ReadAsync(3, CancellationToken.None).AsTask().WaitAsync(SafetyNet))
            {
                Assert.AreEqual(next++, item.SequenceNumber);
            }
        }
    }

    [TestMethod]
    public async Task Events_tell_the_newest_one_when_they_are_asked_to()
    {
        await using var server = await TestHubServer.StartAsync(partitions: 1);
        await server.AppendAsync(0, "a", "b", "c");
        await using var client = NewClient(server, new EventHubTriggerSettings { TrackLastEnqueuedEventProperties = true });
        await using var source = client.GetPartition("$Default", "0");
        await source.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        Assert.AreEqual(0, (await source.ReadAsync(1, CancellationToken.None).AsTask().WaitAsync(SafetyNet)).Single().SequenceNumber);
        Assert.AreEqual(2, source.LastEnqueued);
    }

    [TestMethod]
    public async Task The_newest_number_is_asked_for_beside_the_reading()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestHubServer.StartAsync(partitions: 1);
        await using var client = new AmqpHubClient(EndpointOf(server), server.Name, new HubClientOptions { MaxRetries = 0 }, time, NullLoggerFactory.Instance);
        await using var source = client.GetPartition("$Default", "0");
        await source.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        Assert.AreEqual(0, source.LastEnqueued, "not known yet");
        await source.GetPropertiesAsync(CancellationToken.None);
        Assert.AreEqual(-1, source.LastEnqueued);
        await server.AppendAsync(0, "a", "b");
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.IsTrue(SpinWait.SpinUntil(() => source.LastEnqueued == 1, SafetyNet));
    }

    private protected override IHubClient NewClient(TestHubServer server) => NewClient(server, new EventHubTriggerSettings());

    private static AmqpHubClient NewClient(TestHubServer server, EventHubTriggerSettings settings) =>
        new(EndpointOf(server), server.Name, settings, TimeProvider.System, NullLoggerFactory.Instance);

    private static HubEndpoint EndpointOf(TestHubServer server) =>
        HubEndpoint.Of(HubConnectionString.Parse(server.Server.ConnectionString), TimeProvider.System);
}
