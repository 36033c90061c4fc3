using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Forecasting.Nightly;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Host;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Platform;

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
        var once = CommandOptions.Switch("--once", "Run in this command, under a name of its own, whatever the day's run has come to.");
        var app = CommandOptions.Text("--app", "Address of the app that is asked for the day's run; left out, that of the platform on this machine.", "URL");
        var key = CommandOptions.Text("--key", "The app's master key; of a platform on this machine it is found.", "KEY");
        var command = new Command(
            "retrain",
            """
            Have the running app do now what its timer RetrainForecasts does every night: forecast every product of every market, compare with the
            champion, publish to the table that GET /api/forecasts reads and to hub insights, and write a report. The run is today's: it is done once,
            and gone on with where it was stopped. A day whose run is done is left as it is.

            With --once, or where no app runs, this command makes a run of its own, which never stands in the timer's way: the same forecasts, gate
            and report, but no events and no advice. It takes its settings from the environment, such as Forecasting__Horizon=14.

            Examples:
              xb forecasts retrain
              xb forecasts retrain --app https://NAME.azurewebsites.net --key KEY --storage https://ACCOUNT.blob.core.windows.net
              xb forecasts retrain --once --data .xb/demo
            """)
        {
            once, app, key,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(app) is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            {
                result.AddError($"--app: '{text}' is not an address such as https://NAME.azurewebsites.net.");
            }

            if (result.GetValue(app) is null != result.GetValue(key) is null || (result.GetValue(app) is not null && result.GetValue(once)))
            {
                result.AddError("--app and --key go together, and without --once.");
            }
        });
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) => parsed.GetValue(once)
                ? await RunOwnAsync(account, terminal, cancellationToken)
                : parsed.GetValue(app) is { } address
                    ? await AskAsync(new RunningApp(new Uri(address), parsed.GetValue(key)!, account.Blobs), account, terminal, cancellationToken)
                    : await FindAppAsync(account, cancellationToken) is { } running
                        ? await AskAsync(running, account, terminal, cancellationToken)
                        : await RunOwnAsync(account, terminal, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<RunningApp?> FindAppAsync(StorageAccount account, CancellationToken cancellationToken) =>
        PlatformTarget.KnownFolders.Select(PlatformAddresses.Find).FirstOrDefault(platform => platform?.Storage == account.ConnectionString) is { } platform
            ? await RunningApp.FindAsync(platform, account.Blobs, cancellationToken)
            : null;

    private static async Task<int> AskAsync(RunningApp app, StorageAccount account, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var run = NightlyForecasts.DailyNameOf(TimeProvider.System.GetUtcNow());
        if (await new ForecastStore(account.Blobs).FindManifestAsync(run, cancellationToken) is { } done)
        {
            terminal.Line($"Today's run is done since {done.EndedAt.ToString("u", CultureInfo.InvariantCulture)}; nothing was run. Its result, and --once for another run:");
            return Print(terminal, done);
        }

        terminal.Line("The app is asked for today's run.");
        return Print(terminal, await CommandProgress.RunAsync(
            terminal, "Forecasting", progress => app.RunAsync(run, new Steps(progress), cancellationToken)));
    }

    private static async Task<int> RunOwnAsync(StorageAccount account, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        terminal.Line("This is a run of the command's own: no events are sent, and the timer's run of today is not touched.");
        using var catalogue = new ItemCatalogue(new CatalogueStore(account.Blobs.GetBlobContainerClient(CatalogueStore.ContainerName)), new CatalogueOptions(), TimeProvider.System, NullLogger<ItemCatalogue>.Instance);
        var runs = Open(account, catalogue);
        return Print(terminal, await CommandProgress.RunAsync(
            terminal, "Forecasting", progress => runs.RunOnceAsync(new Steps(progress), cancellationToken)));
    }

    private static NightlyForecasts Open(StorageAccount account, ItemCatalogue catalogue)
    {
        var tables = account.OpenTables();
        return new NightlyForecasts(
            new SalesHistory(account.Blobs, new ReadModelReader(tables), new Capabilities.Inventory.StockLedger(tables)),
            new CatalogueCategories(catalogue, new ImportedCategories(account.Blobs)),
            new ForecastStore(account.Blobs),
            new ForecastPublisher(tables, new NoEvents()),
            ReadOptions(),
            new NightlyClock(TimeProvider.System, NullLogger<NightlyForecasts>.Instance));
    }

    private static ForecastingOptions ReadOptions()
    {
        var options = new ForecastingOptions();
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(ForecastingOptions.Section).Bind(options);
        if (new ForecastingOptionsValidator().Validate(null, options) is { Failed: true } wrong)
        {
            throw new CommandException($"A setting of the environment is wrong: {wrong.FailureMessage}");
        }

        // Nobody goes on with it.
        options.MaxDuration = TimeSpan.FromDays(1);
        return options;
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
