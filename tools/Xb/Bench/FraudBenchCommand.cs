using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench fraud</c>: features, inference and policy alone, and the synchronous call at a fixed rate.</summary>
internal static class FraudBenchCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<int> Events = CommandOptions.Number(
        "--events", "Payments that are decided before the first call, and by the hot path.", 100_000, 1_000, 500_000);

    private static readonly Option<int> Customers = CommandOptions.Number(
        "--customers", "Customers of the simulated marketplace: the keys of the state.", 20_000, 500, 5_000_000);

    private static readonly Option<int> Partitions = CommandOptions.Number("--partitions", "Partitions of every hub.", 4, 1, 32);
    private static readonly Option<int> Rate = CommandOptions.Number("--rate", "Calls a second.", 500, 1, 20_000);
    private static readonly Option<int> Seconds = CommandOptions.Number("--seconds", "How long each round of calls lasts.", 10, 1, 600);
    private static readonly Option<bool> Json = CommandOptions.Switch("--json", "Print the figures as JSON.");
    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "fraud",
            """
            Measure fraud scoring: how many payments a second features, inference and policy alone decide, and how long POST /api/fraud/score takes
            at a fixed rate, client included, against a local platform with a warm state. The second round records every payment, so that the stream
            runs beside it at the same rate.

            Examples:
              xb bench fraud
              xb bench fraud --rate 1000 --seconds 30
              xb bench fraud --events 20000 --json
            """)
        {
            Events, Customers, Partitions, Rate, Seconds, Json, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var options = new FraudBenchOptions(
            parsed.GetValue(Events),
            parsed.GetValue(Customers),
            parsed.GetValue(Partitions),
            parsed.GetValue(Rate),
            TimeSpan.FromSeconds(parsed.GetValue(Seconds)));
        await using var folder = new BenchFolder(parsed.InvocationConfiguration.Error);
        if (parsed.GetValue(Json))
        {
            // Only the report may be in the output.
            var report = await new FraudBench(options, new Progress<WorkDone>()).RunAsync(folder.Path, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(report, Indented));
        }
        else
        {
            Print(terminal, await CommandProgress.RunAsync(
                terminal, "Measuring", progress => new FraudBench(options, progress).RunAsync(folder.Path, cancellationToken)));
        }

        return 0;
    }

    private static void Print(CommandTerminal terminal, FraudBenchReport report)
    {
        var hot = report.HotPath;
        var path = CommandTables.New("hot path", "µs/payment");
        Row(path, "features, and the state's update", $"{hot.FeaturesMicroseconds:N2}");
        Row(path, "inference", $"{hot.InferenceMicroseconds:N2}");
        Row(path, "rules and policy", $"{hot.PolicyMicroseconds:N2}");
        Row(path, "(parsing and pseudonyms, not in the rate)", $"{hot.ReadMicroseconds:N2}");
        terminal.Out.Write(path);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{hot.EventsPerSecond:N0} payments/s on {hot.Threads} threads, {hot.Events:N0} payments in batches of {hot.BatchSize}, {hot.AllocatedBytes:N1} bytes allocated a payment."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{hot.ProcessorMicroseconds:N2} µs of processor time a payment, parsing and pseudonyms included."));
        var calls = CommandTables.New("POST /api/fraud/score", "answered", "refused", "rate/s", "reached/s", "p50 ms", "p99 ms", "p99.9 ms", "server p99 ms", "stale p99 ms", "CPU µs/call");
        foreach (var call in report.Calls)
        {
            Row(
                calls,
                call.Name,
                $"{call.Calls:N0}",
                $"{call.Refused:N0}",
                $"{call.Rate:N0}",
                $"{call.ReachedRate:N0}",
                $"{call.P50Milliseconds:N2}",
                $"{call.P99Milliseconds:N2}",
                $"{call.P999Milliseconds:N2}",
                $"{call.ServerP99Milliseconds:N2}",
                $"{call.StalenessP99Milliseconds:N0}",
                $"{call.ProcessorMicroseconds:N0}");
        }

        terminal.Out.Write(calls);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"The first call loaded the state and took {report.LoadMilliseconds:N0} ms. Client, host, functions and hub share one process; Azurite, on the same cores, has its own."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Customers:N0} customers, model {report.Model}, {report.Cores} cores, {report.Runtime}, {RuntimeInformation.OSArchitecture}"));

        static void Row(Table table, string name, params FormattableString[] values) =>
            table.AddRow([Markup.Escape(name), .. values.Select(static value => value.ToString(CultureInfo.InvariantCulture))]);
    }
}
