using System.CommandLine;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud fairness</c>.</summary>
internal static class FairnessCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var dates = new DateRangeOptions();
        var defaults = new FraudLearningOptions();
        var delay = CommandOptions.Number("--label-delay-days", "Age from which a payment without a label counts as genuine.", defaults.LabelDelay.TotalDays, 0.0, 365.0);
        var low = CommandOptions.Number("--low", "Lowest ratio to the rate of everybody that is fair.", defaults.FairnessLow, 0.0, 1.0);
        var high = CommandOptions.Number("--high", "Highest ratio that is fair.", defaults.FairnessHigh, 1.0, 1_000.0);
        var rows = CommandOptions.Number("--min-rows", "Fewest payments of a group that is judged.", defaults.FairnessRows, 1, 1_000_000);
        var command = new Command(
            "fairness",
            """
            Compare how often payments of each market, language and cross-border status are held up with how often all are, with 95 % bootstrap
            intervals. Exit code 1 when the whole interval of a group's ratio lies outside the band.
            """)
        {
            delay, low, high, rows,
        };
        dates.AddTo(command, maxRows: true);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var history = await CommandProgress.RunAsync(
                    terminal,
                    "Reading the archive",
                    progress => new FraudServices(account).History.ReadAsync(
                        dates.Of(parsed, features: false), TimeSpan.FromDays(parsed.GetValue(delay)), new HistoryProgress(progress), cancellationToken));
                var options = new FraudLearningOptions
                {
                    FairnessLow = parsed.GetValue(low),
                    FairnessHigh = parsed.GetValue(high),
                    FairnessRows = parsed.GetValue(rows),
                };
                var report = new FraudFairness(options).Measure(history.Decisions);
                LearningReportText.Print(terminal, report, alarmsOnly: false);
                return report.Alarms > 0 ? XbCommandLine.Failed : 0;
            },
            cancellationToken));
        return command;
    }
}
