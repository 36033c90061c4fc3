using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.App.Local;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;

namespace XbFunctions.App.Tests;

/// <summary>Skipped events out of a real hub, in this process and over AMQP.</summary>
[TestClass]
public sealed class HubEventHistoryTests
{
    private static readonly StreamPartition Partition = new("numbers", "count", "1");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_hub_of_this_process_gives_the_range_that_was_asked_for()
    {
        await using var broker = await OpenAsync(0, 9);
        var events = HubEventHistory.Read(broker, Partition, 3, 6, maxEvents: 100);
        CollectionAssert.AreEqual(new[] { "3 event 3 e-3 number", "4 event 4 e-4 number", "5 event 5 e-5 number", "6 event 6 e-6 number" }, Texts(events));
        CollectionAssert.AreEqual(new[] { "3 event 3 e-3 number", "4 event 4 e-4 number" }, Texts(HubEventHistory.Read(broker, Partition, 3, 6, maxEvents: 2)));
    }

    [TestMethod]
    public async Task Another_process_gives_the_same_over_the_wire()
    {
        await using var broker = await OpenAsync(0, 9);
        await using var server = await EventHubServer.StartAsync(
            broker, new EventHubServerOptions { Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance, TestContext.CancellationToken);
        await using var client = new HubClient(HubConnectionString.Parse(server.ConnectionString), "numbers", null, TimeProvider.System, NullLoggerFactory.Instance);
        foreach (var (first, last, most) in new[] { (3L, 6L, 100), (0L, 8L, 100), (3L, 6L, 2) })
        {
            var over = await HubEventHistory.ReadAsync(client, Partition, first, last, most, TestContext.CancellationToken);
            CollectionAssert.AreEqual(Texts(HubEventHistory.Read(broker, Partition, first, last, most)), Texts(over));
        }
    }

    private static string[] Texts(IReadOnlyList<StreamEvent> events) =>
        [.. events.Select(e => $"{e.SequenceNumber} {Encoding.UTF8.GetString(e.Body.Span)} {e.EventId} {e.EventType}")];

    private static async Task<EventHubBroker> OpenAsync(int first, int last)
    {
        var options = new EventHubBrokerOptions();
        options.Hubs.Add(new EventHubDefinition("numbers", 2, "count"));
        var broker = await EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance);
        foreach (var number in Enumerable.Range(first, last - first + 1))
        {
            var e = new HubEvent(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event {number}")))
            {
                MessageId = $"e-{number}",
                Properties = new Dictionary<string, object> { [EventProperties.Type] = "number" },
            };
            await broker.GetHub("numbers").AppendAsync([e], partition: 1);
        }

        return broker;
    }
}
