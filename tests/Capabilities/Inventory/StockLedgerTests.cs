using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Inventory;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Capabilities.Tests.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Inventory;

/// <summary>Stock on real storage.</summary>
[TestClass]
public sealed class StockLedgerTests
{
    private static readonly CountryCode Japan = CountryCode.Parse("JP");
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly Last = new(2026, 3, 31);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Days_without_stock_are_marked_by_the_markets_calendar_and_an_older_level_changes_nothing()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var stock = new StockLedger(rig.Tables);

        // Nine hours ahead: the evening of the 9th is the 10th in Japan.
        var at = new DateTimeOffset(2026, 3, 9, 20, 0, 0, TimeSpan.Zero);
        Assert.IsTrue(await SetAsync(stock, 0, at));
        Assert.IsTrue(await SetAsync(stock, 30, at.AddDays(2)));
        Assert.IsFalse(await SetAsync(stock, 0, at.AddDays(1)));
        Assert.IsTrue(await SetAsync(stock, 0, at.AddDays(20)));
        var history = new SalesHistory(rig.Blobs, new ReadModelReader(rig.Tables), stock);
        var days = await history.ReadAsync(Japan, First, Last, TestContext.CancellationToken);
        CollectionAssert.AreEqual(new[] { 10, 11, 12, 30, 31 }, days.Select(static day => day.Day.Day).ToArray());
        Assert.IsTrue(days.All(static day => day.IsOut && day.Units == 0));

        // What nobody learns from any more is let go of: the span that ended, not the one that lasts.
        await history.ForgetMarksAsync(Japan, new DateOnly(2026, 3, 12), TestContext.CancellationToken);
        Assert.HasCount(5, await history.ReadAsync(Japan, First, Last, TestContext.CancellationToken));
        await history.ForgetMarksAsync(Japan, new DateOnly(2026, 3, 14), TestContext.CancellationToken);
        var left = await history.ReadAsync(Japan, First, Last, TestContext.CancellationToken);
        CollectionAssert.AreEqual(new[] { 30, 31 }, left.Select(static day => day.Day.Day).ToArray());
    }

    [TestMethod]
    public async Task An_order_is_advised_where_stock_is_known_and_low_and_nowhere_else()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var stock = new StockLedger(rig.Tables);
        await stock.SetAsync(Japan, new StockLevel("low", 3, 0, SalesRig.Now), TestContext.CancellationToken);
        await stock.SetAsync(Japan, new StockLevel("high", 100_000, 0, SalesRig.Now), TestContext.CancellationToken);
        var published = new List<OutgoingEvent>();
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        var forecast = new StoredForecast(Last, "shoes", "Smooth", Days(10), [Days(4), Days(6), Days(14), Days(16)], Days(10), Days(10));
        await new ReorderAdvisor(stock, new SupplyTermsStore(rig.Tables), new Publisher(published)).PublishedAsync(
            Japan, [("low", forecast), ("high", forecast), ("unknown", forecast), ("*JP", forecast)], SalesRig.Now, TestContext.CancellationToken);
        var advised = published.Single();
        Assert.AreEqual(EventTypes.ReorderAdvised, advised.EventType);
        Assert.AreEqual("low", advised.PartitionKey);
    }

    [TestMethod]
    public async Task Advice_reckons_with_the_terms_that_were_stated_last()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var (stock, terms, published) = (new StockLedger(rig.Tables), new SupplyTermsStore(rig.Tables), new List<OutgoingEvent>());
        await stock.SetAsync(Japan, new StockLevel("A", 3, 0, SalesRig.Now), TestContext.CancellationToken);
        Assert.IsNull(await terms.FindAsync(Japan, "A", TestContext.CancellationToken));
        await terms.SetAsync(Japan, "A", new SupplyTerms(Minimum: 10), TestContext.CancellationToken);
        await terms.SetAsync(Japan, "A", new SupplyTerms(Minimum: 7_000, Pack: 144, Origin: "CN"), TestContext.CancellationToken);
        Assert.AreEqual("CN", (await terms.FindAsync(Japan, "A", TestContext.CancellationToken))!.Origin);
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        var forecast = new StoredForecast(Last, "shoes", "Smooth", Days(10), [Days(4), Days(6), Days(14), Days(16)], Days(10), Days(10));
        await new ReorderAdvisor(stock, terms, new Publisher(published)).PublishedAsync(Japan, [("A", forecast)], SalesRig.Now, TestContext.CancellationToken);
        var advised = System.Text.Json.JsonSerializer.Deserialize(published.Single().Body.Span, EventJson.Default.ReorderAdvised)!;
        Assert.AreEqual(7_056, advised.Quantity);
    }

    [TestMethod]
    public async Task A_level_is_read_as_it_was_said_with_the_day_that_pieces_on_order_are_expected()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var stock = new StockLedger(rig.Tables);
        var level = new StockLevel("A", 12, 40, SalesRig.Now, Last);
        await stock.SetAsync(Japan, level, TestContext.CancellationToken);
        var found = await stock.FindAsync(Japan, "A", TestContext.CancellationToken);
        Assert.IsTrue(level == found, $"{found}");
        Assert.IsTrue(level.Over(new PlanTerms()).Expected == Last);
        await stock.SetAsync(Japan, level with { Expected = null, OnOrder = 0 }, TestContext.CancellationToken);
        Assert.IsNull((await stock.FindAsync(Japan, "A", TestContext.CancellationToken))!.Expected);
    }

    [TestMethod]
    public async Task Terms_that_no_plan_can_be_made_from_are_logged_and_hold_up_nobody_else()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var (stock, terms, published) = (new StockLedger(rig.Tables), new SupplyTermsStore(rig.Tables), new List<OutgoingEvent>());
        foreach (var sku in new[] { "huge", "low" })
        {
            await stock.SetAsync(Japan, new StockLevel(sku, 3, 0, SalesRig.Now), TestContext.CancellationToken);
        }

        await terms.SetAsync(Japan, "huge", new SupplyTerms(OrderCost: 1e6, HoldingRate: 0.001, Prices: [new(0, 0.01)]), TestContext.CancellationToken);
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        var forecast = new StoredForecast(Last, "shoes", "Smooth", Days(60_000), [Days(4), Days(6), Days(70_000), Days(80_000)], Days(10), Days(10));
        var log = new Lines();
        await new ReorderAdvisor(stock, terms, new Publisher(published), log).PublishedAsync(
            Japan, [("huge", forecast), ("low", forecast)], SalesRig.Now, TestContext.CancellationToken);
        Assert.AreEqual("low", published.Single().PartitionKey);
        StringAssert.Contains(log.Written.Single(), "orderCost");
    }

    private Task<bool> SetAsync(StockLedger stock, int onHand, DateTimeOffset at) =>
        stock.SetAsync(Japan, new StockLevel("A", onHand, 0, at), TestContext.CancellationToken);

    private sealed class Publisher(List<OutgoingEvent> events) : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> sent, CancellationToken cancellationToken)
        {
            events.AddRange(sent);
            return Task.CompletedTask;
        }
    }
    private sealed class Lines : ILogger<ReorderAdvisor>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
