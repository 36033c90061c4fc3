using System.Globalization;
using Spectre.Console;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Fraud;

/// <summary>Prints reports of learning.</summary>
internal static class LearningReportText
{
    private const int MostDrift = 10;

    /// <summary>Prints a report.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="report">The report.</param>
    public static void Print(CommandTerminal terminal, LearningReport report)
    {
        terminal.Line($"Run {report.Run}: {CommandTables.Count(report.Decisions)} decisions, "
            + $"{CommandTables.Count(report.Known)} with a known outcome, {CommandTables.Count(report.Frauds)} frauds.");
        if (report.Gate is { } gate)
        {
            var table = CommandTables.New("gate", "champion", "challenger", "");
            foreach (var check in gate.Checks)
            {
                table.AddRow(check.Name, Number(check.Champion), Number(check.Challenger), check.Passed ? "passed" : "failed");
            }

            terminal.Out.Write(table);
        }

        Print(terminal, report.Drift);
        Print(terminal, report.Fairness, alarmsOnly: true);
        terminal.Line($"{report.Action}: {report.Reason}");
        terminal.Line($"Champion {report.Champion ?? "none"}, in shadow {report.Challenger ?? "none"}.");
    }

    /// <summary>Prints drift.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="drift">The drift.</param>
    public static void Print(CommandTerminal terminal, DriftReport drift)
    {
        if (drift.Problem is { } problem)
        {
            terminal.Line(problem);
            return;
        }

        var table = CommandTables.New("drift of", "population stability index", "");
        foreach (var entry in drift.Entries.Take(MostDrift))
        {
            table.AddRow(entry.Name, Number(entry.Psi), entry.Alarm ? "alarm" : "");
        }

        terminal.Out.Write(table);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{drift.Rows:N0} decisions; {drift.Entries.Count(static entry => entry.Alarm)} of {drift.Entries.Count} at or above {drift.Limit}."));
    }

    /// <summary>Prints fairness.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="fairness">The rates.</param>
    /// <param name="alarmsOnly">Whether groups within the band are left out.</param>
    public static void Print(CommandTerminal terminal, FairnessReport fairness, bool alarmsOnly)
    {
        var table = CommandTables.New("group", "measure", "payments", "rate", "interval", "ratio", "interval", "");
        foreach (var entry in fairness.Entries.Where(entry => entry.Alarm || !alarmsOnly))
        {
            table.AddRow(
                $"{entry.Dimension} {entry.Group}",
                entry.Measure,
                CommandTables.Count(entry.Rows),
                Percent(entry.Rate.Estimate),
                $"{Percent(entry.Rate.Low)} to {Percent(entry.Rate.High)}",
                Number(entry.Ratio.Estimate),
                $"{Number(entry.Ratio.Low)} to {Number(entry.Ratio.High)}",
                entry.Alarm ? "alarm" : "");
        }

        if (table.Rows.Count > 0)
        {
            terminal.Out.Write(table);
        }

        terminal.Line($"Held up: {Percent(fairness.FalsePositiveRate)} of {CommandTables.Count(fairness.Genuine)} genuine payments, "
            + $"{Percent(fairness.ReviewRate)} of all {CommandTables.Count(fairness.Payments)}.");
        if (fairness.GenuineCrossBorder is { } abroad)
        {
            terminal.Line($"Of {CommandTables.Count(abroad.Rows)} genuine cross-border payments: {Percent(abroad.Rate.Estimate)} "
                + $"({Percent(abroad.Rate.Low)} to {Percent(abroad.Rate.High)}).");
        }

        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{fairness.Alarms} groups outside {fairness.Low} to {fairness.High} times the rate of everybody."));
    }

    private static string Number(double? value) => value is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "";

    private static string Percent(double value) => value.ToString("P2", CultureInfo.InvariantCulture);
}
