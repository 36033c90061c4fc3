using System.CommandLine;
using System.Globalization;
using XbFunctions.EventHub;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Platform;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Simulate;

/// <summary><c>xb simulate</c>: a marketplace's events to files or to a hub.</summary>
internal static class SimulateCommand
{
    private const int ReportEvery = 1_000;

    private static readonly Option<string?> To = CommandOptions.Text(
        "--to", "Event Hubs connection string to send to; 'local' is the platform that runs on this machine.", "CONNECTION_STRING");

    private static readonly Option<string?> Out = CommandOptions.Text(
        "--out", "Folder to write payments.jsonl and clickstream.jsonl to.", "FOLDER");

    private static readonly Option<long> Count = CommandOptions.Number("--count", "Events to make.", 100_000L, 1L, 10_000_000_000L);
    private static readonly Option<double> Rate = CommandOptions.Number(
        "--rate", "With --to: events a second; 0 sends as fast as the hub takes them.", 0.0, 0.0, 1_000_000.0);

    private static readonly WorldOptions World = new();
    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "simulate",
            """
            Simulate a cross-border marketplace: payments, their labels and the clickstream around them. The same options give the same
            events.

            Examples:
              xb simulate --out events --count 1000000 --seed 7
              xb simulate --to local --rate 500 --count 60000
            """)
        {
            To, Out, Count, Rate,
        };
        World.AddTo(command);
        command.Add(Plain);
        command.Validators.Add(result =>
        {
            if (result.GetValue(To) is null == result.GetValue(Out) is null)
            {
                result.AddError("Give one of --to CONNECTION_STRING and --out FOLDER.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var options = World.Read(parsed);
        var wanted = parsed.GetValue(Count);
        var tally = new SimulationTally();
        var events = new MarketplaceSimulator(MarketplaceWorld.Create(options)).Run(cancellationToken);
        if (parsed.GetValue(Out) is { } folder)
        {
            await CommandProgress.RunAsync(terminal, "Writing", progress =>
            {
                Write(folder, Counted(events, tally, wanted, progress));
                return true;
            });
            cancellationToken.ThrowIfCancellationRequested();
            tally.Print(terminal);
            terminal.Line($"Wrote to {folder}.");
            return 0;
        }

        await using var feed = new SimulationFeed(Target(parsed.GetRequiredValue(To)!), TimeProvider.System);
        await CommandProgress.RunAsync(terminal, "Sending", async progress =>
        {
            await feed.RunAsync(Counted(events, tally, wanted, progress), parsed.GetValue(Rate), static _ => { }, cancellationToken);
            return true;
        });
        cancellationToken.ThrowIfCancellationRequested();
        tally.Print(terminal);
        return 0;
    }

    private static HubConnectionString Target(string text)
    {
        if (text != "local")
        {
            return HubConnectionString.Parse(text);
        }

        return PlatformTarget.FindRunning()?.EventHubs is { } hubs
            ? HubConnectionString.Parse(hubs)
            : throw new CommandException(
                "No platform with a hub runs here. Start one with `xb demo --no-simulate`, or give its connection string.");
    }

    private static IEnumerable<SimulatedEvent> Counted(
        IEnumerable<SimulatedEvent> events, SimulationTally tally, long wanted, IProgress<WorkDone> progress)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var simulated in events)
        {
            tally.Add(simulated);
            if (tally.Events % ReportEvery == 0)
            {
                var rate = tally.Events / Math.Max(0.001, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
                progress.Report(new WorkDone(
                    (double)tally.Events / wanted, string.Create(CultureInfo.InvariantCulture, $"{rate:N0} events/s")));
            }

            yield return simulated;
            if (tally.Events == wanted)
            {
                yield break;
            }
        }
    }

    private static void Write(string folder, IEnumerable<SimulatedEvent> events)
    {
        Directory.CreateDirectory(folder);
        var writers = new Dictionary<string, SimulationWriter>(StringComparer.Ordinal);
        try
        {
            foreach (var simulated in events)
            {
                if (!writers.TryGetValue(simulated.Hub, out var writer))
                {
                    writers[simulated.Hub] = writer = new SimulationWriter(File.Create(Path.Combine(folder, $"{simulated.Hub}.jsonl")));
                }

                writer.Write(simulated);
            }
        }
        finally
        {
            foreach (var writer in writers.Values)
            {
                writer.Dispose();
            }
        }
    }
}
