using System.Buffers;
using System.Text;
using CsCheck;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudWatcherTests
{
    private static readonly StreamPartition Partition = new(HubNames.Decisions, "warning", "1");
    private static readonly WatchKey Corridor = WatchKey.OfCorridor(CountryCode.Parse("GB"), CountryCode.Parse("NG"));

    [TestMethod]
    public async Task A_decision_counts_in_every_group_that_it_knows()
    {
        var (state, _) = await WatchAsync([Decisions.Of(1), Decisions.Of(2, DecisionOutcome.Decline, customer: 1, instrument: 1)]);

        foreach (var key in (WatchKey[])
            [
                Corridor, WatchKey.OfMarket(CountryCode.Parse("DE")), WatchKey.OfIssuer(CountryCode.Parse("GB")),
                WatchKey.Of(WatchDimension.Seller, new Pseudonym(7)), WatchKey.Of(WatchDimension.Device, new Pseudonym(9)),
                WatchKey.Of(WatchDimension.Address, new Pseudonym(11)),
            ])
        {
            var cell = state.Open.Cells[key];
            Assert.AreEqual((2, 1, 1, 2, 1), (cell.Payments, cell.Held, cell.Declined, cell.Attempts, cell.Hits), key.ToString());
            Assert.AreEqual("p-2", cell.Sample);
        }

        var market = state.Open.Markets[CountryCode.Parse("DE")];
        CollectionAssert.AreEqual(new[] { 1, 0, 1 }, market.Counts);
        Assert.AreEqual(25.5, market.Amounts[2], 1e-6);
        Assert.AreEqual(1, market.Rules["firstPaymentLimit"]);
        Assert.IsFalse(market.Reasons.ContainsKey("belowThresholds"), "reasons of approvals say nothing");
    }

    [TestMethod]
    public async Task A_basket_charged_in_parts_and_a_checkout_tried_again_are_one_attempt()
    {
        var (state, _) = await WatchAsync(
            [Decisions.Of(1), Decisions.Of(2, DecisionOutcome.Review), Decisions.Of(3, DecisionOutcome.Decline), Decisions.Of(4, customer: 1)]);

        var cell = state.Open.Cells[Corridor];
        Assert.AreEqual((4, 2, 2, 1), (cell.Payments, cell.Held, cell.Attempts, cell.Hits));

        var (later, _) = await WatchAsync([Decisions.Of(1, DecisionOutcome.Review), Decisions.Of(2, DecisionOutcome.Review, minutes: 61)]);
        Assert.AreEqual((1, 1), (later.Open.Cells[Corridor].Attempts, later.Open.Cells[Corridor].Hits), "an hour later it is another one");
    }

    [TestMethod]
    public async Task A_decision_sent_twice_counts_once()
    {
        var (state, result) = await WatchAsync([Decisions.Of(1), Decisions.Of(1)]);

        Assert.AreEqual(1, state.Open.Cells[Corridor].Payments);
        Assert.AreEqual(1, result.DuplicateCount);
    }

    [TestMethod]
    public async Task A_minute_is_written_when_a_later_one_begins_and_late_decisions_count_in_the_open_one()
    {
        var (state, result) = await WatchAsync([Decisions.Of(1), Decisions.Of(2, minutes: 1), Decisions.Of(3, minutes: 0.5, customer: 1)]);

        Assert.AreEqual(2, state.Open.Cells[Corridor].Payments);
        Assert.AreEqual(1, Enumerable.Range(0, result.EntryCount).Count(index => result.EntryAt(index).Target == "table/FraudMinutes"));
        var text = Encoding.UTF8.GetString(result.EntryAt(0).Body.Span);
        StringAssert.Contains(text, "2026031409");
        StringAssert.Contains(text, "[[\"GB-NG\",1,0,0,1,0,0.01]]");
    }

    [TestMethod]
    public async Task A_decision_from_the_future_does_not_close_the_minutes_until_then()
    {
        var ahead = Decisions.Of(1) with { DecidedAt = Decisions.Start.AddDays(1) };

        var (state, _) = await WatchAsync([ahead, Decisions.Of(2, minutes: 5)]);

        Assert.AreEqual(Decisions.Start.AddMinutes(5), FraudMinutes.TimeOf(state.Open.Minute));
    }

    [TestMethod]
    public async Task What_is_no_decision_is_dead_lettered_with_the_member_at_fault_and_a_warning_is_passed_over()
    {
        var bad = Decisions.Event(2, Decisions.Of(2));
        bad = bad with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bad.Body.Span).Replace("\"DE\"", "\"de\"", StringComparison.Ordinal)) };
        var warning = Decisions.Event(3, Decisions.Of(3)) with { EventType = EventTypes.FraudWarning };
        var (state, result) = await WatchAsync(Decisions.Event(1, Decisions.Of(1)), bad, warning, Decisions.Event(4, Decisions.Of(4)) with { Body = "no"u8.ToArray() });

        Assert.AreEqual(1, state.Open.Cells[Corridor].Payments);
        CollectionAssert.AreEqual(
            new[] { (2L, "The member 'market' is missing or of no form that is known."), (4L, "The body is no decision in JSON.") },
            Enumerable.Range(0, result.DeadLetterCount).Select(result.DeadLetterAt).Select(static letter => (letter.SequenceNumber, letter.Reason)).ToList());
    }

    [TestMethod]
    public async Task A_review_stays_open_until_its_first_label()
    {
        var (state, result) = await WatchAsync(
            [Decisions.Of(1, DecisionOutcome.Review), Decisions.Of(2, DecisionOutcome.Review), Decisions.Label(1), Decisions.Label(1, PaymentLabel.Chargeback), Decisions.Label(3)]);

        Assert.AreEqual(1, state.OpenReviews);
        var rows = Enumerable.Range(0, result.EntryCount).Select(result.EntryAt).Single(static entry => entry.Target == "table/FraudReviews");
        var text = Encoding.UTF8.GetString(rows.Body.Span);
        Assert.AreEqual(1, text.Split("closed").Length - 1);
        StringAssert.Contains(text, "confirmedFraud");
    }

    [TestMethod]
    public void A_replay_reaches_the_same_state_from_changes_and_from_a_snapshot() =>
        Gen.Select(Gen.Int[1, 400], Gen.Enum<DecisionOutcome>(), Gen.Double[0, 130], Gen.Int[0, 5], Gen.Int[0, 3]).Array[1, 80].Sample(drawn =>
        {
            var watcher = Watcher();
            var (live, replayed, loaded) = (watcher.CreateState(Partition), watcher.CreateState(Partition), watcher.CreateState(Partition));
            var result = new BatchResult();
            StreamEvent[] events =
            [
                .. drawn.Select((one, index) => Decisions.Event(index, index % 7 == 6 ? Decisions.Label(one.Item1) : Decisions.Of(one.Item1, one.Item2, one.Item3, one.Item4, one.Item5))),
            ];
            watcher.ProcessAsync(live, events, result, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            for (var index = 0; index < result.ChangeCount; index++)
            {
                replayed.Apply(result.ChangeAt(index));
            }

            foreach (var piece in Pieces(live))
            {
                loaded.Load(piece);
            }

            var expected = Text(live);
            return expected == Text(replayed) && expected == Text(loaded);
        }, iter: 60);

    private static string Text(WatchState state) => string.Join('\n', Pieces(state).Select(Convert.ToHexString));

    private static List<byte[]> Pieces(WatchState state)
    {
        using var capture = state.Capture();
        var buffer = new ArrayBufferWriter<byte>();
        var pieces = new List<byte[]>();
        while (capture.TryWriteNext(buffer, 1 << 20))
        {
            pieces.Add(buffer.WrittenSpan.ToArray());
            buffer.ResetWrittenCount();
        }

        return pieces;
    }

    private static FraudWatcher Watcher() => new(new WarningOptions(), new ReferenceRates());

    private static Task<(WatchState State, BatchResult Result)> WatchAsync(IXbEvent[] events) =>
        WatchAsync([.. events.Select(static (one, index) => Decisions.Event(index, one))]);

    private static async Task<(WatchState State, BatchResult Result)> WatchAsync(params StreamEvent[] events)
    {
        var watcher = Watcher();
        var state = watcher.CreateState(Partition);
        var result = new BatchResult();
        await watcher.ProcessAsync(state, events, result, CancellationToken.None);
        return (state, result);
    }
}
