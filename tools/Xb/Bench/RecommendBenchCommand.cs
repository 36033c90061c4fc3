using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using XbFunctions.Host;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench recommend</c>.</summary>
internal static class RecommendBenchCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var items = CommandOptions.Number("--items", "Items of the catalogue.", 20_000, 100, 200_000);
        var profiles = CommandOptions.Number("--profiles", "Customers with a history.", 100_000, 100, 2_000_000);
        var seconds = CommandOptions.Number("--seconds", "How long each rate lasts.", 10, 1, 600);
        var json = CommandOptions.Switch("--json", "Print the figures as JSON.");
        var command = new Command(
            "recommend",
            """
            Ask for recommendations over HTTP at 200 and 1,000 requests a second, host and client in one process on this machine. Catalogue and signals
            come from storage, and so do a sequence model and a ranker of full size, trained briefly; the customers' histories and the live signals are kept in
            memory. Nothing is approximated: the sequence model scores every item of the shelf.
            """)
        {
            items, profiles, seconds, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = CommandTerminal.Of(parsed, plain: true);
            var options = new RecommendBenchOptions(parsed.GetValue(items), parsed.GetValue(profiles), [200, 1_000], parsed.GetValue(seconds));
            var report = await CommandProgress.RunAsync(
                parsed.GetValue(json) ? terminal with { Out = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }) } : terminal,
                "Measuring",
                progress => MeasureAsync(options, progress, cancellationToken));
            if (parsed.GetValue(json))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(report, Indented));
                return 0;
            }

            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Items:N0} items, {report.Profiles:N0} customers; a list takes {report.EngineMicroseconds:N0} us on one thread, {report.EngineProcessorMicroseconds:N0} us of its processor."));
            var table = CommandTables.New("requests/s", "reached", "no list of 10", "p50 ms", "p99 ms", "p99.9 ms");
            foreach (var rate in report.Rates)
            {
                table.AddRow(
                    CommandTables.Count(rate.Wanted), CommandTables.Count((long)rate.Reached), CommandTables.Count(rate.Refused), Text(rate.P50), Text(rate.P99), Text(rate.P999));
            }

            terminal.Out.Write(table);
            return 0;
        });
        return command;
    }

    private static async Task<RecommendBenchReport> MeasureAsync(
        RecommendBenchOptions options, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("xb-bench-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(
                new AzuriteOptions { DataDirectory = Path.Combine(folder.FullName, "azurite") }, cancellationToken);
            return await new RecommendBench(options, progress).RunAsync(Path.Combine(folder.FullName, "host"), azurite.ConnectionString, cancellationToken);
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

    private static string Text(double milliseconds) => milliseconds.ToString("N2", CultureInfo.InvariantCulture);
}
