using CsCheck;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Tests.Replay;

[TestClass]
public sealed class ReplayLedgerTests
{
    [TestMethod]
    public void Decisions_labels_and_dead_letters_add_up()
    {
        var ledger = new ReplayLedger();
        ledger.Sent(Event(ReplayKind.Payment, "a", rows: 3));
        ledger.Sent(Event(ReplayKind.Payment, "b", rows: 1));
        ledger.Sent(Event(ReplayKind.Label, "c", rows: 2));
        ledger.Sent(Event(ReplayKind.Unreadable, "d", rows: 1));
        ledger.Decided("a");
        ledger.DeadLettered("b");
        ledger.DeadLettered("d");
        var tally = ledger.Close(consumedAll: true);
        Assert.IsTrue(tally.AddsUp(7));
        Assert.AreEqual((3L, 2L, 2L), (tally.DecidedRows, tally.RecordedRows, tally.DeadLetteredRows));
    }

    [TestMethod]
    public void A_payment_that_leaves_no_trace_is_missing()
    {
        var ledger = new ReplayLedger();
        ledger.Sent(Event(ReplayKind.Payment, "a", rows: 3));
        var tally = ledger.Close(consumedAll: true);
        Assert.IsFalse(tally.AddsUp(3));
        Assert.AreEqual((1L, 3L), (tally.Missing, tally.UnaccountedRows));
    }

    [TestMethod]
    public void A_row_that_was_never_sent_does_not_add_up()
    {
        var ledger = new ReplayLedger();
        ledger.Sent(Event(ReplayKind.Payment, "a", rows: 3));
        ledger.Decided("a");
        Assert.IsFalse(ledger.Close(consumedAll: true).AddsUp(4));
    }

    [TestMethod]
    public void Labels_are_recorded_only_once_the_function_has_passed_them()
    {
        var ledger = new ReplayLedger();
        ledger.Sent(Event(ReplayKind.Label, "a", rows: 1));
        Assert.IsFalse(ledger.Close(consumedAll: false).AddsUp(1));
        Assert.IsTrue(ledger.Close(consumedAll: true).AddsUp(1));
    }

    [TestMethod]
    public void A_decision_that_comes_twice_is_reported_and_counts_once()
    {
        var ledger = new ReplayLedger();
        ledger.Sent(Event(ReplayKind.Payment, "a", rows: 1));
        Assert.IsTrue(ledger.Decided("a"));
        Assert.IsFalse(ledger.Decided("a"));
        var tally = ledger.Close(consumedAll: true);
        Assert.IsTrue(tally.AddsUp(1));
        Assert.AreEqual(1L, tally.DecidedAgain);
    }

    [TestMethod]
    public void Decisions_of_others_are_not_ours()
    {
        var ledger = new ReplayLedger();
        Assert.IsFalse(ledger.Decided("z"));
        Assert.IsFalse(ledger.DeadLettered("z"));
        Assert.AreEqual((0L, 1L), (ledger.Close(consumedAll: true).Decided, ledger.Peek().Foreign));
    }

    [TestMethod]
    public void Whatever_comes_out_the_rows_are_split_without_rest() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 3]).List[0, 60].Sample(events =>
        {
            var ledger = new ReplayLedger();
            for (var i = 0; i < events.Count; i++)
            {
                var (kind, rows, fate) = events[i];
                ledger.Sent(Event((ReplayKind)kind, $"e{i}", rows));
                if (fate is 1 or 3 && kind == (int)ReplayKind.Payment)
                {
                    ledger.Decided($"e{i}");
                }

                if (fate >= 2)
                {
                    ledger.DeadLettered($"e{i}");
                }
            }

            var tally = ledger.Close(consumedAll: true);
            var lost = events.Where(e => (e.Item1 == 0 && e.Item3 == 0) || (e.Item1 == 2 && e.Item3 < 2)).ToList();
            return tally.Missing == lost.Count
                && tally.UnaccountedRows == lost.Sum(e => e.Item2)
                && tally.Rows == events.Sum(e => e.Item2);
        });

    private static ReplayEvent Event(ReplayKind kind, string id, int rows) =>
        new(kind, id, "type", "key", DateTimeOffset.UnixEpoch, rows, ReadOnlyMemory<byte>.Empty);
}
