using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using XbFunctions.Host;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench host</c>: HTTP beside bare Kestrel, what dispatching a batch costs, and how long the app takes to its first answer.</summary>
internal static class BenchHostCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly int[] BatchSizes = [1, 100, 512];

    private static readonly Option<int> Seconds = CommandOptions.Number(
        "--seconds", "How long the HTTP rounds last in all, and each batch size at most.", 10, 2, 600);

    private static readonly Option<bool> Json = CommandOptions.Switch("--json", "Print the figures as JSON.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("host", "Measure the embedded Functions host: HTTP requests against bare Kestrel, event dispatch, start-up.")
        {
            Seconds,
            Json,
        };
        command.SetAction(static async (parsed, cancellationToken) =>
        {
            var terminal = CommandTerminal.Of(parsed, plain: true);
            var json = parsed.GetValue(Json);
            var report = await MeasureAsync(TimeSpan.FromSeconds(parsed.GetValue(Seconds)), json ? null : terminal.Line, cancellationToken);
            if (json)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(report, Indented));
            }
            else
            {
                Print(terminal.Out, report);
            }

            return 0;
        });
        return command;
    }

    private static async Task<BenchHostReport> MeasureAsync(TimeSpan time, Action<string>? progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("xb-bench-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(
                new AzuriteOptions { DataDirectory = Path.Combine(folder.FullName, "azurite"), Progress = progress }, cancellationToken);
            progress?.Invoke("HTTP: rounds of the host and of bare Kestrel...");
            var http = await HttpBench.RunAsync(Path.Combine(folder.FullName, "http"), azurite.ConnectionString, time, cancellationToken);
            var dispatch = new List<DispatchFigures>();
            foreach (var size in BatchSizes)
            {
                progress?.Invoke($"Dispatch: batches of {size}...");
                var data = Path.Combine(folder.FullName, $"dispatch-{size}");
                dispatch.Add(await DispatchBench.RunAsync(data, azurite.ConnectionString, size, time, cancellationToken));
            }

            progress?.Invoke("Start-up: the app in a process of its own...");
            var start = await StartUpBench.RunAsync(Path.Combine(folder.FullName, "app"), cancellationToken);
            return new BenchHostReport(http, dispatch, start);
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

    private static void Print(IAnsiConsole console, BenchHostReport report)
    {
        var http = CommandTables.New("HTTP, small JSON", "requests/s", "bytes/request");
        http.AddRow("host", CommandTables.Count((long)report.Http.HostRequestsPerSecond), CommandTables.Count(report.Http.HostBytesPerRequest));
        http.AddRow("bare Kestrel", CommandTables.Count((long)report.Http.BareRequestsPerSecond), CommandTables.Count(report.Http.BareBytesPerRequest));
        http.AddRow("ratio", report.Http.Ratio.ToString("0.00", CultureInfo.InvariantCulture), "");
        console.Write(http);

        var dispatch = CommandTables.New("Batch size", "events/s", "us/batch", "us/event", "bytes/batch", "bytes/event");
        foreach (var row in report.Dispatch)
        {
            dispatch.AddRow(
                CommandTables.Count(row.BatchSize),
                CommandTables.Count((long)row.EventsPerSecond),
                row.MicrosecondsPerBatch.ToString("N1", CultureInfo.InvariantCulture),
                row.MicrosecondsPerEvent.ToString("N2", CultureInfo.InvariantCulture),
                CommandTables.Count(row.BytesPerBatch),
                CommandTables.Count(row.BytesPerEvent));
        }

        console.Write(dispatch);

        var start = CommandTables.New("Start to first answer", "ms");
        start.AddRow("cold: empty data folder", CommandTables.Count((long)report.StartUp.ColdMilliseconds));
        start.AddRow("warm: data folder of before", CommandTables.Count((long)report.StartUp.WarmMilliseconds));
        console.Write(start);
    }
}
