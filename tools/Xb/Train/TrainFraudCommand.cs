using System.CommandLine;
using System.Globalization;
using XbFunctions.Training;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary><c>xb train fraud</c>.</summary>
internal static class TrainFraudCommand
{
    private static readonly Option<int> Days = CommandOptions.Number(
        "--days",
        "Days of payments to train and test on; the first 70 % train, the next 15 % choose thresholds, the rest tests.",
        120,
        10,
        2_000);

    private static readonly Option<int> LabelDays = CommandOptions.Number(
        "--label-days", "Days simulated after those, for the labels of the last payments to arrive.", 45, 1, 365);

    private static readonly Option<int> PaymentsPerDay = CommandOptions.Number(
        "--payments-per-day", "Payments on an average day.", 5_000, 100, 100_000);

    private static readonly Option<int> Customers = CommandOptions.Number("--customers", "Customers at any time.", 50_000, 500, 5_000_000);

    private static readonly Option<ulong> Seed = CommandOptions.Number(
        "--seed", "Seed of the marketplace and of the trainer.", 1UL, 0UL, ulong.MaxValue);

    private static readonly Option<int> Trees = CommandOptions.Number(
        "--trees", "Trees at most; early stopping mostly ends sooner.", 400, 1, 5_000);

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for model.onnx and manifest.json.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Path.Combine("models", "fraud"),
    };

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "fraud",
            """
            Train the fraud model: simulated payments go through the parser, state and features of ScorePayments, labels arrive with their
            delay, and gradient-boosted trees learn from the earlier part. Two customers in five leave out optional members, as real shops
            do. Prints how the model does on the later part.

            Examples:
              xb train fraud
              xb train fraud --days 30 --payments-per-day 2000 --out fraud-model
            """)
        {
            Days, LabelDays, PaymentsPerDay, Customers, Seed, Trees, Out, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var options = new FraudTrainingOptions(
            new SimulationOptions
            {
                Seed = parsed.GetValue(Seed),
                Customers = parsed.GetValue(Customers),
                PaymentsPerDay = parsed.GetValue(PaymentsPerDay),
                Clickstream = false,
            },
            parsed.GetValue(Days),
            parsed.GetValue(LabelDays),
            parsed.GetValue(Trees));
        options.World.Validate();
        var training = new FraudTraining(options, TimeProvider.System);
        var rows = await CommandProgress.RunAsync(
            terminal, "Simulating payments", progress => training.Collect(progress, cancellationToken));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{rows.Count:N0} payments, {rows.Frauds:N0} of them labelled as fraud within their time."));
        var trained = await CommandProgress.RunAsync(
            terminal, "Growing trees", progress => training.Train(rows, new TreeProgress(progress), cancellationToken));
        var folder = parsed.GetRequiredValue(Out);
        await trained.Model.Package.WriteAsync(folder, cancellationToken);
        FraudTrainingReport.Print(terminal, trained, folder);
        return 0;
    }

    private sealed class TreeProgress(IProgress<WorkDone> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new WorkDone((double)value.Iteration / value.MaxIterations));
    }
}
