using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Forecasts;

/// <summary><c>xb forecasts</c>: the nightly forecasts.</summary>
internal static class ForecastsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("forecasts", "Work on the demand forecasts.")
    {
        CreateRetrain(),
    };

    private static Command CreateRetrain()
    {
        var storage = new StorageOptions();
        var once = CommandOptions.Switch("--once", "Run now, also when today's run is done.");
        var command = new Command(
            "retrain",
            """
            Do what the timer RetrainForecasts does every night: forecast every product of every market, compare with the champion, publish to
            the table that GET /api/forecasts reads, and write a report. Without --once the run is today's: it is done once, and gone on with
            where it was stopped. Events are sent by the timer only.

            Examples:
              xb forecasts retrain
              xb forecasts retrain --once --data .xb/demo
            """)
        {
            once,
        };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var runs = Open(account);
                var manifest = await CommandProgress.RunAsync(
                    terminal,
                    "Forecasting",
                    progress => parsed.GetValue(once)
                        ? runs.RunOnceAsync(new Steps(progress), cancellationToken)
                        : runs.RunDailyAsync(new Steps(progress), cancellationToken));
                return Print(terminal, manifest);
            },
            cancellationToken));
        return command;
    }

    private static NightlyForecasts Open(StorageAccount account)
    {
        var tables = account.OpenTables();
        return new NightlyForecasts(
            new SalesHistory(account.Blobs, new ReadModelReader(tables), new Capabilities.Inventory.StockLedger(tables)),
            new ImportedCategories(account.Blobs),
            new ForecastStore(account.Blobs),
            new ForecastPublisher(tables, new NoEvents()),
            new ForecastingOptions { MaxDuration = TimeSpan.FromDays(1) },
            new NightlyClock(TimeProvider.System, NullLogger<NightlyForecasts>.Instance));
    }

    private static int Print(CommandTerminal terminal, ForecastManifest? manifest)
    {
        if (manifest is null)
        {
            terminal.Line("Another run is at work; nothing was done.");
            return XbCommandLine.Failed;
        }

        terminal.Line($"Run {manifest.Run}: {manifest.Series} products in {manifest.Plan.Count} markets, {(manifest.EndedAt - manifest.StartedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.");
        terminal.Line(manifest.Gate.IsPassed ? $"Published by combination {manifest.Published.Version}." : $"Refused; the forecasts of {manifest.Published.Version} are refreshed.");
        terminal.Line(manifest.Gate.Reason);
        terminal.Line($"Kinds of demand: {string.Join(", ", manifest.Classes.OrderBy(static kind => kind.Key, StringComparer.Ordinal).Select(static kind => $"{kind.Key} {kind.Value}"))}. Sums by {manifest.Reconciliation}.");
        foreach (var row in manifest.Leaderboard.Take(8))
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {row.Name,-22} loss {row.Loss:0.0000}  weight {row.Weight:0.00}"));
        }

        terminal.Line($"Report: container {ForecastStore.ContainerName}, runs/{manifest.Run}/report.html.");
        return 0;
    }

    private sealed class Steps(IProgress<WorkDone> progress) : IProgress<ForecastProgress>
    {
        public void Report(ForecastProgress value) => progress.Report(new WorkDone(value.Share, value.Stage));
    }

    private sealed class NoEvents : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
