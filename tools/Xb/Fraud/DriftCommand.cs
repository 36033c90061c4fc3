using System.CommandLine;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud drift</c>.</summary>
internal static class DriftCommand
{
    private const string Model = FraudServiceCollectionExtensions.ModelName;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var dates = new DateRangeOptions();
        var days = CommandOptions.Number("--days", "Last days of event time that are compared.", 1.0, 0.01, 365.0);
        var limit = CommandOptions.Number("--limit", "Population stability index that alarms.", new FraudLearningOptions().DriftLimit, 0.001, 100.0);
        var command = new Command(
            "drift", "Compare score and features of the last day with those that the model in use was trained on. Exit code 1 on an alarm.")
        {
            days, limit,
        };
        dates.AddTo(command, maxRows: true);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var services = new FraudServices(account);
                var champion = await services.Registry.GetChampionAsync(Model, cancellationToken)
                    ?? throw new CommandException("No model serves: there is nothing to compare with.");
                var manifest = await services.Registry.GetManifestAsync(Model, champion.Version, cancellationToken);
                var history = await CommandProgress.RunAsync(
                    terminal,
                    "Reading the archive",
                    progress => services.History.ReadAsync(
                        dates.Of(parsed, features: true), TimeSpan.Zero, new HistoryProgress(progress), cancellationToken));
                var since = history.Decisions.Count == 0 ? default : history.Decisions[^1].OccurredAt.AddDays(-parsed.GetValue(days));
                var report = FraudDrift.Measure(
                    manifest, [.. history.Decisions.Where(decision => decision.OccurredAt > since)], parsed.GetValue(limit));
                LearningReportText.Print(terminal, report);
                return report.Entries.Any(static entry => entry.Alarm) ? XbCommandLine.Failed : 0;
            },
            cancellationToken));
        return command;
    }
}
