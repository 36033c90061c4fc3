using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class SegmentReaderTests
{
    private const double Day = 24 * 60;
    private static readonly CountryCode Germany = CountryCode.Parse("DE");

    public required TestContext TestContext { get; set; }

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task Customers_of_all_partitions_are_counted_by_segment_home_market_and_last_visit()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        using var segments = new SegmentReader(new ReadModelReader(rig.Service), rig.Clock);
        var span = new BehaviourSpan(Germany, Clicks.Start.AddDays(-1), Clicks.Start.AddDays(1));
        Assert.AreEqual("0 ", Text(await segments.CountAsync(span, Token)), "no table yet");

        // Customer 5 is at home in France, customer 6 came back after the span.
        await rig.RunAsync(
            ("0", [Clicks.View(1, 1, 0, 1), Clicks.Order(2, 2, 1, 1), Clicks.Order(3, 2, 2, 1), Clicks.Order(4, 2, 3, 1), Clicks.View(5, 6, 4, 1), Clicks.View(6, 6, 3 * Day, 1)]),
            ("1", [Clicks.View(7, 3, 0, 1), Clicks.Order(8, 4, 1, 1), Clicks.View(9, 5, 2, 1).Replace("\"DE\"", "\"FR\"", StringComparison.Ordinal)]));
        rig.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.AreEqual("0 ", Text(await segments.CountAsync(span, Token)), "kept for a minute");
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        var counts = await segments.CountAsync(span, Token);
        Assert.AreEqual("4 new=4,active=4,browser=2,loyal=1", Text(counts));
        Assert.AreEqual(("DE", true, rig.Clock.GetUtcNow()), (counts.Market, counts.IsComplete, counts.CountedAt));
        CollectionAssert.AreEqual(CustomerSegments.Names.ToList(), counts.Segments.Select(static segment => segment.Name).ToList());
        Assert.AreEqual("1 new=1,active=1,browser=1", Text(await segments.CountAsync(span with { Market = CountryCode.Parse("FR") }, Token)));
        Assert.AreEqual("5 new=5,active=5,browser=3,loyal=1", Text(await segments.CountAsync(span with { To = Clicks.Start.AddDays(4) }, Token)));
        Assert.AreEqual(
            "1 new=1,active=1,browser=1", Text(await segments.CountAsync(span with { From = Clicks.Start.AddDays(1), To = Clicks.Start.AddDays(4) }, Token)));

        rig.Clock.Advance(TimeSpan.FromDays(40));
        Assert.AreEqual("4 atRisk=4,browser=2,loyal=1", Text(await segments.CountAsync(span, Token)));
    }

    [TestMethod]
    public async Task Counting_ends_at_its_bound_and_says_so()
    {
        await using var rig = await BehaviourRig.StartAsync(Token);
        await rig.RunAsync(("0", [.. Enumerable.Range(0, 6).Select(static number => Clicks.View(number, number, number, 1))]));
        var span = new BehaviourSpan(Germany, Clicks.Start, Clicks.Start.AddHours(1));
        foreach (var (most, customers) in ((int, int)[])[(5, 5), (6, 6), (7, 6)])
        {
            using var segments = new SegmentReader(new ReadModelReader(rig.Service), rig.Clock) { MostCustomers = most };
            var counts = await segments.CountAsync(span, Token);
            Assert.AreEqual((customers, most >= 6), (counts.Customers, counts.IsComplete));
        }
    }

    [TestMethod]
    public async Task A_table_that_did_not_answer_is_asked_again()
    {
        var rig = await BehaviourRig.StartAsync(Token);
        var options = new Azure.Data.Tables.TableClientOptions();
        options.Retry.MaxRetries = 0;
        var fault = new Once();
        options.AddPolicy(fault, Azure.Core.HttpPipelinePosition.PerCall);
        await using (rig)
        {
            using var segments = new SegmentReader(new ReadModelReader(rig.Open(options)), rig.Clock);
            var span = new BehaviourSpan(Germany, Clicks.Start, Clicks.Start.AddHours(1));
            await Assert.ThrowsExactlyAsync<IOException>(() => segments.CountAsync(span, Token));
            Assert.AreEqual(0, (await segments.CountAsync(span, Token)).Customers);
        }
    }

    private static string Text(SegmentCounts counts) =>
        $"{counts.Customers} {string.Join(',', counts.Segments.Where(static segment => segment.Customers > 0).Select(static segment => $"{segment.Name}={segment.Customers}"))}";

    private sealed class Once : Azure.Core.Pipeline.HttpPipelinePolicy
    {
        private bool _done;

        public override void Process(Azure.Core.HttpMessage message, ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(Azure.Core.HttpMessage message, ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline)
        {
            if (!_done)
            {
                _done = true;
                throw new IOException("The line is down.");
            }

            return ProcessNextAsync(message, pipeline);
        }
    }
}
