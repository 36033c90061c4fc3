using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench hub</c>: events in and out of the embedded Event Hub.</summary>
internal static class HubBenchCommand
{
    private static readonly Option<double> Seconds = CommandOptions.Number("--seconds", "Length of each measurement.", 3.0, 0.1, 600.0);
    private static readonly Option<int> Batch = CommandOptions.Number("--batch", "Events of a batch.", 500, 1, 900);
    private static readonly Option<int> Partitions = CommandOptions.Number("--partitions", "Partitions, each with a link of its own.", 4, 1, 32);
    private static readonly Option<bool> Json = CommandOptions.Switch("--json", "Print JSON instead of a table.");
    private const int EventBytes = 1_024;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "hub",
            """
            Measure the embedded Event Hub with events of 1 KiB: in process, and over AMQP against a server process of its own. Figures of
            two runs compare only on a quiet machine; ratios within one run say more.

            Examples:
              xb bench hub
              xb bench hub --seconds 10 --partitions 2
              xb bench hub --seconds 2 --batch 100 --json
            """)
        {
            Seconds, Batch, Partitions, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new HubBenchOptions(TimeSpan.FromSeconds(parsed.GetValue(Seconds)), parsed.GetValue(Batch), parsed.GetValue(Partitions), EventBytes);
        var isJson = parsed.GetValue(Json);
        var terminal = CommandTerminal.Of(parsed);
        var folder = Directory.CreateTempSubdirectory("xb-bench-").FullName;
        var rows = new List<HubBenchRow>();
        try
        {
            await foreach (var row in new HubBench(options, TimeProvider.System).RunAsync(folder, cancellationToken))
            {
                rows.Add(row);
                if (!isJson)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"{row.Name} ({row.Durability}) ...");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (isJson)
        {
            var report = new HubBenchReport(Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, options.Batch, options.Partitions, rows);
            terminal.Line(JsonSerializer.Serialize(report, HubBenchJson.Default.HubBenchReport));
        }
        else
        {
            Print(terminal, options, rows);
        }

        return 0;
    }

    private static void Print(CommandTerminal terminal, HubBenchOptions options, List<HubBenchRow> rows)
    {
        var table = CommandTables.New("measurement", "durability", "events/s", "MB/s", "CPU µs/event", "B/event");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Name,
                row.Durability,
                CommandTables.Count((long)row.EventsPerSecond),
                row.MegabytesPerSecond.ToString("0.0", CultureInfo.InvariantCulture),
                row.CpuMicroseconds.ToString("0.0", CultureInfo.InvariantCulture),
                CommandTables.Count((long)row.AllocatedBytes));
        }

        terminal.Out.Write(table);
        terminal.Line(
            $"{options.EventBytes:N0} B an event, {options.Partitions} partitions, {options.Time.TotalSeconds:0.#} s each; CPU and memory are the server's, in process both sides'.");
        terminal.Line($"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}");
    }
}
