using System.CommandLine;
using XbFunctions.Xb.Platform;
using XbFunctions.Xb.Simulate;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Demo;

/// <summary><c>xb demo</c>: the whole platform, fed and watched.</summary>
internal static class DemoCommand
{
    private static readonly Option<TimeSpan> Duration = CommandOptions.Duration(
        "--duration", "How long to run.", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));

    private static readonly Option<int> Rate = CommandOptions.Number(
        "--rate", "Events in a second, payments and clickstream together.", 500, 1, 50_000);

    private static readonly Option<ulong> Seed = CommandOptions.Number("--seed", "Seed of the marketplace.", 1UL, 0UL, ulong.MaxValue);

    private static readonly Option<double> FraudRate = CommandOptions.Number(
        "--fraud-rate", "Share of payments that are fraudulent.", 0.03, 0.0, 0.5);

    private static readonly Option<ScenarioMix> Mix = ScenarioMixOption.Create();

    private static readonly Option<bool> NoSimulate = CommandOptions.Switch(
        "--no-simulate", "Send nothing: start the platform and wait for your own events.");

    private static readonly Option<string?> Data = CommandOptions.Text(
        "--data", "Folder of the platform's data, kept and used again; without it a folder of the demo's own, emptied first.", "FOLDER");

    private static readonly Option<int> HttpPort = CommandOptions.Number(
        "--http-port", "Port of the HTTP functions; 0 takes a free one.", 7071, 0, 65_535);

    private static readonly Option<int> AmqpPort = CommandOptions.Number(
        "--amqp-port", "Port of the Event Hub; 0 takes a free one.", 5672, 0, 65_535);

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    private static readonly Option<bool> Isolate = CommandOptions.Switch(
        "--isolate", "Run each function group in a process of its own, as on Flex Consumption.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "demo",
            """
            Start the platform, stream a simulated marketplace through it over AMQP, and watch the decisions come out. Ctrl-C
            ends it; nothing is left running.

            Examples:
              xb demo
              xb demo --duration 30s --rate 2000
              xb demo --no-simulate --duration 1d
            """)
        {
            Duration, Rate, Seed, FraudRate, Mix, NoSimulate, Data, HttpPort, AmqpPort, Isolate, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var platform = new PlatformOptions(
            parsed.GetValue(Data), PlatformTarget.DemoFolder, parsed.GetValue(HttpPort), parsed.GetValue(AmqpPort), parsed.GetValue(Isolate));
        var simulation = parsed.GetValue(NoSimulate)
            ? null
            : new SimulationOptions { Seed = parsed.GetValue(Seed), FraudRate = parsed.GetValue(FraudRate), Mix = parsed.GetValue(Mix)! };
        simulation?.Validate();
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        return new DemoRun(terminal, TimeProvider.System).RunAsync(
            platform, simulation, parsed.GetValue(Rate), parsed.GetValue(Duration), cancellationToken);
    }
}
