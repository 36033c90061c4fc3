using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace XbFunctions.Xb.Bench.Behaviour;

/// <summary><c>xb bench behaviour</c>.</summary>
internal static class BehaviourBenchCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<int> Clicks = CommandOptions.Number("--clicks", "Clicks to measure; a fifth of them warms up.", 200_000, 1_000, 10_000_000);

    private static readonly Option<int> Partitions = CommandOptions.Number("--partitions", "Partitions, a thread each.", Environment.ProcessorCount, 1, 64);

    private static readonly Option<int> Batch = CommandOptions.Number("--batch", "Clicks of a batch.", 1_000, 1, 10_000);

    private static readonly Option<bool> NoIntent = CommandOptions.Switch("--no-intent", "Leave open sessions unscored.");

    private static readonly Option<bool> AsJson = CommandOptions.Switch("--json", "Print the figures as JSON.");

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "behaviour",
            """
            Measure AggregateBehaviour on simulated clicks: parsing, sessions, profiles, trends, co-visits, intent, outputs and rows, in memory;
            the commit to storage is not in it (see xb bench pipeline).

            Examples:
              xb bench behaviour
              xb bench behaviour --clicks 1000000 --no-intent
            """)
        {
            Clicks, Partitions, Batch, NoIntent, AsJson, Plain,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain) || parsed.GetValue(AsJson));
            var bench = new BehaviourBench(
                parsed.GetValue(Clicks), parsed.GetValue(Partitions), parsed.GetValue(Batch), !parsed.GetValue(NoIntent));
            var report = await CommandProgress.RunAsync(terminal, "Measuring", progress => bench.RunAsync(progress, cancellationToken));
            if (parsed.GetValue(AsJson))
            {
                terminal.Line(JsonSerializer.Serialize(report, Json));
            }
            else
            {
                Print(terminal, report);
            }

            return 0;
        });
        return command;
    }

    private static void Print(CommandTerminal terminal, BehaviourBenchReport report)
    {
        var table = CommandTables.New($"{report.Partitions} partitions, batches of {report.BatchClicks}", "figure");
        Row("clicks/s", $"{report.ClicksPerSecond:N0}");
        Row("processor time of a click, us", $"{report.MicrosecondsOfProcessor:N2}");
        Row("allocated for a click, bytes", $"{report.AllocatedBytes:N0}");
        Row("changes of a click in the journal, bytes", $"{report.ChangeBytes:N0}");
        Row("batch: median / p99, ms", $"{report.BatchMedian.TotalMilliseconds:N1} / {report.BatchP99.TotalMilliseconds:N1}");
        Row("states, MB / visitors / open sessions", $"{report.StateBytes / 1e6:N0} / {report.Visitors:N0} / {report.OpenSessions:N0}");
        Row("intent model", $"{report.Model ?? "none"}");
        terminal.Out.Write(table);

        void Row(string name, FormattableString value) => table.AddRow(name, value.ToString(CultureInfo.InvariantCulture));
    }
}
