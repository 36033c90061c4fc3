using System.CommandLine;
using XbFunctions.Host;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Warnings;

/// <summary><c>xb warnings simulate</c>.</summary>
internal static class SimulateWarningsCommand
{
    private static readonly Option<ulong> Seed = CommandOptions.Number("--seed", "Seed of the marketplace.", 7UL, 0UL, ulong.MaxValue);

    private static readonly Option<int> Hours = CommandOptions.Number("--hours", "Hours of payments.", 72, 4, 24 * 365);

    private static readonly Option<double> PaymentsPerDay = CommandOptions.Number(
        "--payments-per-day", "Payments on an average day.", 20_000.0, 100, 1_000_000);

    private static readonly Option<double> FraudRate = CommandOptions.Number(
        "--fraud-rate", "Share of the payments that are fraudulent, steadily; 0 is clean traffic.", 0.012, 0.0, 0.2);

    private static readonly Option<double> FalseAlarms = CommandOptions.Number(
        "--false-alarms", "False alarms that are accepted on a day.", 0.2, 0.001, 100);

    private static readonly Option<FraudSurge[]> Surges = SurgeOption.Create();

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "simulate",
            """
            Let simulated payments pass the scorer with the shipped model and the early warning behind it, minute by minute in event time, and
            print each warning, how many there were in a day, how many were about no fraud at all, and how soon injected attacks were found.

            Examples:
              xb warnings simulate --hours 240 --fraud-rate 0
              xb warnings simulate --hours 48 --surge GB-NG:30h:45m:60 US-BR:40h:1h:30
            """)
        {
            Seed, Hours, PaymentsPerDay, FraudRate, FalseAlarms, Surges, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var world = new SimulationOptions
        {
            Seed = parsed.GetValue(Seed),
            PaymentsPerDay = parsed.GetValue(PaymentsPerDay),
            FraudRate = parsed.GetValue(FraudRate),
            Surges = [.. parsed.GetValue(Surges) ?? []],
            Clickstream = false,
        };
        world.Validate();
        var folder = Directory.CreateTempSubdirectory("xb-warnings-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.FullName }, cancellationToken);
            await using var simulation = await WarningSimulation.CreateAsync(
                azurite.ConnectionString, world, parsed.GetValue(FalseAlarms), cancellationToken);
            var report = await CommandProgress.RunAsync(
                terminal, "Deciding payments", progress => simulation.RunAsync(TimeSpan.FromHours(parsed.GetValue(Hours)), progress, cancellationToken));
            report.Print(terminal);
            return 0;
        }
        catch (PlatformStartException exception)
        {
            throw new CommandException(exception.Message, exception);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
