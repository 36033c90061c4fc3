using System.Globalization;
using Spectre.Console;

namespace XbFunctions.Xb.Replay;

/// <summary>What came of a replay.</summary>
/// <param name="RowsRead">Rows of the file.</param>
/// <param name="Tally">The closed books.</param>
/// <param name="Outcomes">Decisions by outcome, dead letters by reason.</param>
/// <param name="ConsumedAll">Whether the function has passed every event that was sent.</param>
/// <param name="SentIn">Time until the hub had accepted everything.</param>
/// <param name="DoneIn">Time until everything had come out.</param>
internal sealed record ReplayReport(
    long RowsRead, ReplayTally Tally, ReplayOutcomes Outcomes, bool ConsumedAll, TimeSpan SentIn, TimeSpan DoneIn)
{
    /// <summary>Whether every row came out as one decision, one label or one dead letter.</summary>
    public bool AddsUp => Tally.AddsUp(RowsRead);

    /// <summary>Prints the books and the verdict.</summary>
    /// <param name="terminal">Where to.</param>
    public void Print(CommandTerminal terminal)
    {
        var rows = CommandTables.New("rows", "");
        Add(rows, "read from the file", RowsRead);
        Add(rows, "in decisions", Tally.DecidedRows);
        Add(rows, "in recorded labels", Tally.RecordedRows);
        Add(rows, "in dead letters", Tally.DeadLetteredRows);
        Add(rows, "unaccounted for", RowsRead - Tally.DecidedRows - Tally.RecordedRows - Tally.DeadLetteredRows);
        terminal.Out.Write(rows);

        var events = CommandTables.New("events", "");
        Add(events, "payments sent", Tally.Payments);
        Add(events, "  decided", Tally.Decided);
        foreach (var (outcome, payments) in Outcomes.Decisions)
        {
            Add(events, $"    {outcome}", payments);
        }

        Add(events, "labels sent", Tally.Labels);
        Add(events, "  recorded", Tally.RecordedLabels);
        Add(events, "unreadable rows sent as they stand", Tally.Unreadable);
        Add(events, "dead letters", Tally.DeadLettered);
        foreach (var (reason, count) in Outcomes.DeadLetters)
        {
            Add(events, $"  {reason}", count);
        }

        Add(events, "events with an id seen before in the file", Tally.RepeatedIds);
        Add(events, "decisions that came out again (same id)", Tally.DecidedAgain);
        Add(events, "missing", Tally.Missing);
        terminal.Out.Write(events);
        terminal.Line($"Sent in {Speed(SentIn)}, all out after {Speed(DoneIn)}.");
        terminal.Line(Verdict());
    }

    private static void Add(Table table, string text, long count) => 
        table.AddRow(Markup.Escape(text), CommandTables.Count(count));

    private string Speed(TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{elapsed.TotalSeconds:N1} s ({Tally.Events / Math.Max(0.001, elapsed.TotalSeconds):N0} events/s)");

    private string Verdict()
    {
        if (AddsUp)
        {
            return "It adds up: every row came out as one decision, one label or one dead letter.";
        }

        if (!ConsumedAll)
        {
            return "It does not add up: ScorePayments has stopped making progress. Look at the platform's log; --timeout waits longer.";
        }

        return "It does not add up: some events left no trace. Were they sent before? An id that was seen lately is decided once; "
            + "replay into a fresh platform.";
    }
}
