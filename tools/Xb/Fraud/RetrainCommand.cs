using System.CommandLine;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud retrain</c>.</summary>
internal static class RetrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var settings = new LearningSettings();
        var once = CommandOptions.Switch("--once", "Run now, also when today's run is done.");
        var command = new Command(
            "retrain",
            """
            Do what the timer RetrainFraud does every night: join archived decisions with their labels, measure drift and fairness, judge the
            challenger in shadow, or train one and put it before the gate. Without --once the run is today's: it is done once.
            """)
        {
            once,
        };
        settings.AddTo(command);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var learning = new FraudServices(account).Learning(settings.Of(parsed));
                var report = await CommandProgress.RunAsync(
                    terminal,
                    "Learning",
                    progress => parsed.GetValue(once)
                        ? learning.RunOnceAsync(new Steps(progress), cancellationToken)
                        : learning.RunDailyAsync(new Steps(progress), cancellationToken));
                LearningReportText.Print(terminal, report);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private sealed class Steps(IProgress<WorkDone> progress) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) => progress.Report(new WorkDone(value.Share, value.Step));
    }
}
