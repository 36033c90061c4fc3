using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench pipeline</c>: payments from the hub to the committed decision, beside what parsing and inference alone reach.</summary>
internal static class PipelineBenchCommand
{
    private const int MostRate = 100_000;
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<int> Events = CommandOptions.Number(
        "--events", "Payments that lie in the hub before the functions start.", 1_000_000, 1_000, 5_000_000);

    private static readonly Option<int> Partitions = CommandOptions.Number("--partitions", "Partitions of every hub.", 4, 1, 32);

    private static readonly Option<int> Batch = CommandOptions.Number(
        "--batch", "Most events of an invocation; 0 for what host.json says.", 0, 0, 10_000);

    private static readonly Option<int> Customers = CommandOptions.Number(
        "--customers", "Customers of the simulated marketplace: the keys of the stream.", 50_000, 500, 5_000_000);

    private static readonly Option<int> Seconds = CommandOptions.Number("--seconds", "How long each rate lasts.", 10, 1, 600);

    private static readonly Option<int[]> Rates = new("--rates")
    {
        Description = "Rates to measure latency at, events a second, or none.",
        HelpName = "N,N,...",
        DefaultValueFactory = static _ => [1_000, 5_000, 10_000],
        CustomParser = ParseRates,
    };

    private static readonly Option<bool> PathOnly = CommandOptions.Switch(
        "--path-only", "Measure the path from the hub to the published decision alone, without the app as it ships.");

    private static readonly Option<bool> Json = CommandOptions.Switch("--json", "Print the figures as JSON.");
    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "pipeline",
            """
            Measure the whole pipeline in one process, on the embedded hub and Azurite: payments that lie in the hub until the last commit, the
            share of what parsing and inference alone reach, latency at fixed rates, and processor time by stage. Figures of two runs compare
            only on a quiet machine; ratios within one run say more. The first row is the path from the hub to the published decision, with
            Fraud:ArchiveDecisions, Fraud:StoreCustomers and Fraud:StoreDecisions false; the second is the app as it ships. The compiler works beside the
            first 300,000 events and more: second halves of long runs say what a running app does. Slices of the second half stand between two ceilings
            each, with the partitions held meanwhile: of all shares those change least with the machine. Like every bench it runs
            with the collector's settings that infra/bicep deploys, unless the environment sets DOTNET_GCgen0size or DOTNET_gcConcurrent itself.

            Examples:
              xb bench pipeline
              xb bench pipeline --events 100000 --partitions 8 --rates 1000
              xb bench pipeline --batch 2048 --json
              xb bench pipeline --path-only --rates none
            """)
        {
            Events, Partitions, Batch, Customers, Rates, Seconds, PathOnly, Json, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isJson = parsed.GetValue(Json);
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var batch = parsed.GetValue(Batch);
        var options = new PipelineBenchOptions(
            parsed.GetValue(Events),
            parsed.GetValue(Partitions),
            batch == 0 ? null : batch,
            parsed.GetValue(Customers),
            parsed.GetValue(Rates)!,
            TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
            parsed.GetValue(PathOnly));
        await using var folder = new BenchFolder(parsed.InvocationConfiguration.Error);
        if (isJson)
        {
            var report = await new PipelineBench(options, new NoProgress()).RunAsync(folder.Path, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(report, Indented));
        }
        else
        {
            PipelineBenchTables.Print(terminal, await CommandProgress.RunAsync(
                terminal, "Measuring", progress => new PipelineBench(options, progress).RunAsync(folder.Path, cancellationToken)));
        }

        return 0;
    }

    private static int[] ParseRates(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "none")
        {
            return [];
        }

        var rates = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate is < 1 or > MostRate)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture, $"--rates is '{text}'; expected whole numbers from 1 to {MostRate:N0} with commas between them, or none."));
                return [];
            }

            rates.Add(rate);
        }

        return [.. rates];
    }

    private sealed class NoProgress : IProgress<WorkDone>
    {
        public void Report(WorkDone value)
        {
            // Only the report may be in the output.
        }
    }
}
