using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using System.Diagnostics.Metrics;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;
using XbFunctions.State;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class BotTests
{
    private static readonly SimulationOptions WithBots = new() { PaymentsPerDay = 300, Customers = 600, BotVisitsPerDay = 40 };

    [TestMethod]
    public void Crawlers_only_look_and_leave_what_people_do_as_it_is()
    {
        // Bots draw from streams of their own.
        var bots = VisitorsOf(WithBots).Except(VisitorsOf(WithBots with { BotVisitsPerDay = 0 })).ToHashSet(StringComparer.Ordinal);
        var clicks = ClicksOf(WithBots);
        Assert.IsGreaterThan(5, bots.Count);
        var ofBots = clicks.Where(click => bots.Contains(click.PartitionKey)).ToList();
        Assert.IsTrue(ofBots.All(static click => click is ProductViewed { CustomerId: null }));
        Assert.IsGreaterThan(150, ofBots.CountBy(static click => click.PartitionKey).Max(static visit => visit.Value));
        CollectionAssert.AreEqual(
            ClicksOf(WithBots with { BotVisitsPerDay = 0 }).Select(static click => click.EventId).ToList(),
            clicks.Where(click => !bots.Contains(click.PartitionKey)).Select(static click => click.EventId).ToList());
    }

    [TestMethod]
    public async Task Behaviour_keeps_the_sessions_of_crawlers_out_and_those_of_people_in()
    {
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var key = new PseudonymKey(new byte[32]);
        var aggregator = new ClickAggregator(
            new ClickSubjectReader(key, new ReferenceRates(), new NoItemAttributes()),
            new BehaviourOptions { TrustProducerClock = true },
            new BehaviourInstruments(meters.GetRequiredService<IMeterFactory>()),
            TimeProvider.System,
            NullLogger<ClickAggregator>.Instance);
        var state = aggregator.CreateState(new StreamPartition(HubNames.Clickstream, BehaviourServiceCollectionExtensions.ConsumerGroup, "0"));
        var (result, sessions) = (new BatchResult(), new List<string>());
        var clicks = ClicksOf(WithBots);
        foreach (var batch in clicks.Select(static (click, index) => new StreamEvent(
            index, click.OccurredAt, EventBody.ToUtf8(click), click.EventId, click.Type, click.OccurredAt)).Chunk(500))
        {
            result.Reset();
            await aggregator.ProcessAsync(state, batch, result, CancellationToken.None);
            for (var index = 0; index < result.OutputCount; index++)
            {
                if (result.OutputAt(index) is { EventType: EventTypes.SessionClosed } closed)
                {
                    sessions.Add(System.Text.Json.JsonSerializer.Deserialize(closed.Body.Span, EventJson.Default.SessionClosed)!.VisitorKey.ToString());
                }
            }
        }

        var people = VisitorsOf(WithBots with { BotVisitsPerDay = 0 });
        var bots = VisitorsOf(WithBots).Except(people).Select(bot => key.Of(PseudonymKind.Anonymous, bot).ToString()).ToHashSet(StringComparer.Ordinal);
        Assert.IsGreaterThan(100, sessions.Count);
        var closedOfBots = sessions.Where(bots.Contains).ToList();
        Assert.IsEmpty(closedOfBots, $"{closedOfBots.Count} of {bots.Count} crawlers' sessions were published");
    }

    private static HashSet<string> VisitorsOf(SimulationOptions options) => ClicksOf(options).Select(static click => click.PartitionKey).ToHashSet(StringComparer.Ordinal);

    // A day and a half, so that the sessions of the first day close.
    private static List<IXbEvent> ClicksOf(SimulationOptions options) =>
        [.. EventsOfARun.Of(options).TakeWhile(one => one.Event.OccurredAt < options.Start.AddHours(20)).Where(static one => one.Hub == HubNames.Clickstream).Select(static one => one.Event)];
}
