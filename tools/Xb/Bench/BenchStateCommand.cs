using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench state</c>.</summary>
internal static class BenchStateCommand
{
    private const string Velocity = "velocity";
    private const string Fraud = "fraud";

    private static readonly Option<int> Keys = CommandOptions.Number(
        "--keys", "Keys in the partition's state; each has one event.", 1_000_000, 1_000, 10_000_000);

    private static readonly Option<string> State = new("--state")
    {
        Description = "velocity: five windows a key, 236 bytes. fraud: a customer, an instrument, a device and a delivery address with one payment a key.",
        HelpName = "velocity|fraud",
        DefaultValueFactory = _ => Velocity,
    };

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        State.AcceptOnlyFromAmong(Velocity, Fraud);
        var command = new Command(
            "state",
            """
            Measure the streaming state of one partition on Azurite: filling it, writing a snapshot beside the stream and how long batches
            waited meanwhile, coming back from journal and snapshot, and memory.

            Examples:
              xb bench state
              xb bench state --keys 100000 --state fraud
            """)
        {
            Keys, State, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var keys = parsed.GetValue(Keys);
        var isFraud = parsed.GetValue(State) == Fraud;
        var report = await CommandProgress.RunAsync(
            terminal,
            "Measuring",
            progress => isFraud
                ? StateBench.RunAsync(keys, new FraudBenchEvents(keys), progress, cancellationToken)
                : StateBench.RunAsync(keys, new VelocityBenchEvents(keys), progress, cancellationToken));
        Print(terminal, report);
        return 0;
    }

    private static void Print(CommandTerminal terminal, StateBenchReport report)
    {
        var table = CommandTables.New("one partition on Azurite", "figure");
        Row("keys", $"{report.Keys:N0}");
        Row("filling, events/s", $"{report.Keys / report.Fill.TotalSeconds:N0}");
        Row("back from the journal alone, s", $"{report.JournalLoad.TotalSeconds:N2}");
        Row("snapshot, MB", $"{report.SnapshotBytes / 1e6:N1}");
        Row("snapshot beside the stream, s", $"{report.Snapshot.TotalSeconds:N2}");
        Row("back from the snapshot, s", $"{report.SnapshotLoad.TotalSeconds:N2}");
        Row("memory, MB per million keys", $"{report.StateBytes / (double)report.Keys:N0}");
        Row("batch of 256: median / longest before, ms", $"{report.Before.Median.TotalMilliseconds:N1} / {report.Before.Longest.TotalMilliseconds:N1}");
        Row("batch of 256: median / longest meanwhile, ms", $"{report.Meanwhile.Median.TotalMilliseconds:N1} / {report.Meanwhile.Longest.TotalMilliseconds:N1}");
        terminal.Out.Write(table);

        void Row(string name, FormattableString value) => table.AddRow(name, value.ToString(CultureInfo.InvariantCulture));
    }
}
