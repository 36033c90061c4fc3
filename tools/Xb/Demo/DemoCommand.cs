using System.CommandLine;
using XbFunctions.Xb.Platform;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Demo;

/// <summary><c>xb demo</c>: the whole platform at work.</summary>
internal static class DemoCommand
{
    private static readonly Option<TimeSpan> Duration = CommandOptions.Duration(
        "--duration", "How long to run.", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));

    private static readonly Option<double> Rate = CommandOptions.Number(
        "--rate", "Events a second, payments and clickstream together.", 200.0, 1.0, 100_000.0);

    private static readonly Option<ulong> Seed = CommandOptions.Number("--seed", "Seed of the simulated marketplace.", 1UL, 0UL, ulong.MaxValue);
    private static readonly Option<bool> NoSimulate = CommandOptions.Switch("--no-simulate", "Send nothing: wait for events from elsewhere.");
    private static readonly Option<string?> Data = CommandOptions.Text(
        "--data", "Folder that keeps the platform's data; left out, the demo starts afresh.", "FOLDER");

    private static readonly Option<int> HttpPort = CommandOptions.Number(
        "--http-port", "Port of the HTTP functions; 0 takes a free one.", 7_071, 0, 65_535);

    private static readonly Option<int> AmqpPort = CommandOptions.Number("--amqp-port", "Port of the event hub; 0 takes a free one.", 5_672, 0, 65_535);
    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print a line every few seconds instead of the live view.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "demo",
            """
            Start storage, event hub and functions, stream a simulated marketplace through them over AMQP, and show what is decided.

            Examples:
              xb demo
              xb demo --duration 10m --rate 1000 --seed 7
              xb demo --no-simulate --http-port 0 --amqp-port 0
            """)
        {
            Duration, Rate, Seed, NoSimulate, Data, HttpPort, AmqpPort, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new DemoOptions(
            new PlatformOptions(parsed.GetValue(Data), PlatformTarget.DemoFolder, parsed.GetValue(HttpPort), parsed.GetValue(AmqpPort)),
            parsed.GetValue(NoSimulate) ? null : new SimulationOptions { Seed = parsed.GetValue(Seed) },
            parsed.GetValue(Rate),
            parsed.GetValue(Duration));
        await new DemoRun(options, CommandTerminal.Of(parsed, parsed.GetValue(Plain)), TimeProvider.System).RunAsync(cancellationToken);
        return 0;
    }
}
