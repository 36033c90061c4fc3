using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Sales;

[TestClass]
public sealed class SalesAggregatorTests
{
    private const int MostRequests = 200;
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly Last = new(2026, 3, 31);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Units_are_counted_on_the_day_of_the_market_and_not_of_the_clock()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await using (var runner = rig.Open())
        {
            var lateEvening = new DateTimeOffset(2026, 3, 9, 23, 30, 0, TimeSpan.Zero);
            await SalesRig.RunAsync(
                runner,
                SalesRig.Payment(0, "p-0", "DE", lateEvening, ("A", 2, 10m)),
                SalesRig.Payment(1, "p-1", "US", lateEvening, ("A", 1, 10m)),
                SalesRig.Payment(2, "p-2", "JP", lateEvening, ("A", 3, 10m)));
            await runner.StopAsync();
        }

        foreach (var (market, day, units) in new[] { ("DE", 10, 2), ("US", 9, 1), ("JP", 10, 3) })
        {
            var sold = (await rig.History.ReadAsync(CountryCode.Parse(market), First, Last, TestContext.CancellationToken)).Single();
            Assert.AreEqual(new SalesDay("A", new DateOnly(2026, 3, day), units, 0, units * 1000), sold, market);
        }
    }

    [TestMethod]
    public async Task Redelivered_and_duplicated_events_count_once_and_returns_come_back_where_they_were_sold()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var events = Events();
        await using (var runner = rig.Open())
        {
            await SalesRig.RunAsync(runner, events);
            await SalesRig.RunAsync(runner, events);
            await SalesRig.RunAsync(runner, [.. events.Select((e, i) => e with { SequenceNumber = events.Length + i })]);
            await runner.StopAsync();
        }

        await CheckAsync(rig, "three deliveries");
    }

    [TestMethod]
    [DataRow(true, DisplayName = "before a request")]
    [DataRow(false, DisplayName = "after a request")]
    public async Task A_kill_at_any_request_loses_nothing_and_counts_nothing_twice(bool isBefore)
    {
        var places = new List<string>();
        for (var at = 1; at < MostRequests; at++)
        {
            await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
            var kill = new SimulatedKill(at, isBefore);
            try
            {
                var first = rig.Open(fault: kill);
                await DeliverAsync(first);
                await first.StopAsync();
            }
            catch (SimulatedKill.KilledException)
            {
                // What was delivered last comes again, to another instance.
            }

            places.Add(kill.KilledAt);

            var next = rig.Open();
            await DeliverAsync(next);
            await next.StopAsync();
            await CheckAsync(rig, $"killed at request {at}");
            if (!kill.HasKilled)
            {
                Assert.IsGreaterThan(5, at);
                Assert.IsTrue(places.Exists(static place => place.Contains(SalesDays.Definition.Table, StringComparison.Ordinal) || place.Contains("$batch", StringComparison.Ordinal)), string.Join('\n', places));
                return;
            }

            at += at / 8;
        }

        Assert.Fail($"Still killed after {MostRequests} requests.");
    }

    [TestMethod]
    public async Task A_day_that_was_forgotten_goes_on_in_another_row()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await using (var runner = rig.Open())
        {
            // The third is a week later: the first day's cell is let go of. The fourth is late.
            var day = SalesRig.Now.AddDays(-8);
            await SalesRig.RunAsync(runner, SalesRig.Payment(0, "p-0", "DE", day, ("A", 2, 1m)), SalesRig.Payment(1, "p-1", "DE", day.AddDays(7), ("B", 1, 1m)));
            await SalesRig.RunAsync(runner, SalesRig.Payment(2, "p-2", "DE", day, ("A", 5, 1m)));
            await runner.StopAsync();
        }

        var sold = await rig.History.ReadAsync(Germany, First, Last, TestContext.CancellationToken);
        Assert.AreEqual(7, sold.Single(static one => one.Sku == "A").Units);
    }

    [TestMethod]
    public async Task Imported_days_are_kept_beside_those_that_are_streamed()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await rig.History.WriteAsync(Germany, [new SalesDay("A", First, 4, 1, 400, true, false), new SalesDay("A", First.AddDays(1), 0, 0, 0, false, true)], TestContext.CancellationToken);
        await rig.History.WriteAsync(Germany, [new SalesDay("A", First, 6, 1, 600, true, false)], TestContext.CancellationToken);
        var days = await rig.History.ReadAsync(Germany, First, Last, TestContext.CancellationToken);
        CollectionAssert.AreEqual(
            new[] { new SalesDay("A", First, 6, 1, 600, true, false), new SalesDay("A", First.AddDays(1), 0, 0, 0, false, true) }, days.ToArray());
    }

    [TestMethod]
    public async Task An_imported_day_replaces_what_was_counted_of_it_but_for_returns_and_a_plan_marks_its_promotion()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var (today, later) = (DateOnly.FromDateTime(SalesRig.Now.DateTime), SalesRig.Now.AddDays(1));
        await using (var runner = rig.Open())
        {
            await SalesRig.RunAsync(
                runner,
                SalesRig.Payment(0, "p-0", "DE", SalesRig.Now, ("A", 2, 10m)),
                SalesRig.Return(1, "p-0", SalesRig.Now, 10m),
                SalesRig.Payment(2, "p-2", "DE", later, ("A", 3, 8m)));
            await runner.StopAsync();
        }

        await rig.History.WriteAsync(Germany, [new SalesDay("A", today, 9, 0, 9_000)], TestContext.CancellationToken);
        await rig.History.Plans.WriteAsync(Germany, [new PlannedDay("A", today.AddDays(1), 800, true), new PlannedDay("B", today.AddDays(1), 800, true)], TestContext.CancellationToken);
        CollectionAssert.AreEqual(
            new[] { new SalesDay("A", today, 9, 1, 9_000), new SalesDay("A", today.AddDays(1), 3, 0, 2_400, IsPromotion: true) },
            (await rig.History.ReadAsync(Germany, First, Last, TestContext.CancellationToken)).ToArray());
    }

    [TestMethod]
    [DataRow(-1L, "A2 B1", "", DisplayName = "the whole payment")]
    [DataRow(1000L, "A1", "A1 B1", DisplayName = "one of two pieces")]
    [DataRow(500L, "B1", "A2", DisplayName = "the other line")]
    [DataRow(1250L, "A1 B0", "A1 B1", DisplayName = "an amount that is no piece's: in proportion")]
    public void A_return_takes_back_what_its_amount_paid_for(long cents, string back, string left)
    {
        var payment = new SoldPayment(Germany, [new SoldLine("A", 2, 2000), new SoldLine("B", 1, 500)]);
        var (returned, rest) = payment.Return(cents);
        Assert.AreEqual(back, Text(returned));
        Assert.AreEqual(left, Text(rest.Lines!));
        Assert.AreEqual(2500, returned.Sum(static line => line.Cents) + rest.Lines!.Sum(static line => line.Cents));
    }

    private static string Text(IReadOnlyList<SoldLine> lines) => string.Join(' ', lines.Select(static line => $"{line.Sku}{line.Units}"));

    private static XbFunctions.State.StreamEvent[] Events() =>
    [
        SalesRig.Payment(0, "p-0", "DE", SalesRig.Now, ("A", 2, 10m), ("B", 1, 5m)),
        SalesRig.Event(1, "no event"),
        SalesRig.Payment(2, "p-2", "DE", SalesRig.Now.AddDays(-1), ("A", 1, 9m)),
        SalesRig.Return(3, "p-0", SalesRig.Now.AddDays(1), 10m),
        SalesRig.Payment(4, "p-4", "DE", SalesRig.Now, ("A", 4, 10m)),
        SalesRig.Return(5, "p-unknown", SalesRig.Now),
    ];

    private static async Task DeliverAsync(XbFunctions.State.StreamRunner<SalesState> runner)
    {
        foreach (var batch in Events().Chunk(2))
        {
            await SalesRig.RunAsync(runner, batch);
        }
    }

    private static async Task CheckAsync(SalesRig rig, string when)
    {
        var today = DateOnly.FromDateTime(SalesRig.Now.DateTime);
        var days = await rig.History.ReadAsync(Germany, First, Last, CancellationToken.None);
        CollectionAssert.AreEqual(
            new[]
            {
                new SalesDay("A", today.AddDays(-1), 1, 0, 900),
                new SalesDay("A", today, 6, 0, 6000),
                new SalesDay("A", today.AddDays(1), 0, 1, 0),
                new SalesDay("B", today, 1, 0, 500),
            },
            days.ToArray(),
            when);
    }
}
