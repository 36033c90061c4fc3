using System.Globalization;
using Spectre.Console;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Demo;

/// <summary>Prints what a demo did.</summary>
internal static class DemoSummary
{
    /// <summary>Prints the table and the latest warnings.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="frame">The last figures.</param>
    /// <param name="traffic">What was sent.</param>
    /// <param name="answer">What the HTTP function answered.</param>
    /// <param name="warnings">What the platform warned of.</param>
    public static void Print(CommandTerminal terminal, DemoFrame frame, DemoTraffic traffic, string answer, WarningLog warnings)
    {
        var decisions = frame.Decisions;
        var table = CommandTables.New("summary", "");
        Add(table, "ran for", DurationText.Of(frame.Elapsed));
        Add(table, "payments sent", CommandTables.Count(traffic.Payments));
        Add(table, "  of them fraudulent", CommandTables.Count(traffic.Frauds));
        Add(table, "labels sent", CommandTables.Count(traffic.Labels));
        Add(table, "clickstream events sent", CommandTables.Count(traffic.Clicks));
        Add(table, "payments decided", CommandTables.Count(decisions.Decided));
        foreach (var (outcome, payments) in decisions.Outcomes)
        {
            var share = (double)payments / Math.Max(1, decisions.Decided);
            Add(table, $"  {outcome}", string.Create(CultureInfo.InvariantCulture, $"{payments:N0} ({share:P1})"));
        }

        Add(table, "model", decisions.Model ?? "none: rules alone");
        Add(table, "enqueued to decided", DemoView.Latency(decisions));
        Add(table, "events waiting", CommandTables.Count(frame.Gauges.Sum(static gauge => gauge.Lag ?? 0)));
        Add(table, "dead letters", CommandTables.Count(frame.DeadLetters));
        Add(table, "GET a decision", answer);
        terminal.Out.Write(table);
        foreach (var warning in warnings.Lines)
        {
            terminal.Line(warning);
        }
    }

    private static void Add(Table table, string text, string value) => table.AddRow(Markup.Escape(text), Markup.Escape(value));
}
