using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Training;
using XbFunctions.Xb.Simulation;
using XbFunctions.Xb.Train.Intent;

namespace XbFunctions.Xb.Train;

/// <summary><c>xb train intent</c>.</summary>
internal static class TrainIntentCommand
{
    private const int LeastSessions = 200;

    private static readonly Option<string?> Clicks = CommandOptions.Text(
        "--clicks", "Clickstream to learn from, JSON Lines in the order of event time, plain or .gz; left out, a simulated one.", "FILE");

    private static readonly Option<int> Days = CommandOptions.Number("--days", "Days to simulate.", 21, 1, 400);

    private static readonly Option<int> PaymentsPerDay = CommandOptions.Number(
        "--payments-per-day", "Payments on an average simulated day; visits are about five times as many.", 2_000, 100, 100_000);

    private static readonly Option<int> Customers = CommandOptions.Number("--customers", "Simulated customers at any time.", 20_000, 500, 5_000_000);

    private static readonly Option<ulong> Seed = CommandOptions.Number(
        "--seed", "Seed of the marketplace, the draw of rows and the trainer.", 1UL, 0UL, ulong.MaxValue);

    private static readonly Option<int> Rows = CommandOptions.Number("--rows", "Rows kept of each session at most.", 3, 1, 100);

    private static readonly Option<int> Trees = CommandOptions.Number("--trees", "Trees at most; every touched session pays for them.", 60, 1, 2_000);

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for model.onnx and manifest.json.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Path.Combine("models", IntentScorer.ModelName),
    };

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "intent",
            """
            Train the purchase-intent model: clicks go through the parser, state and columns of AggregateBehaviour; a row is a session as it stood
            after one click, labelled by whether an order followed in it. The first 70 % of the rows train, the next 15 % stop the training, the
            rest tests.

            Examples:
              xb train intent
              xb train intent --clicks clicks.jsonl.gz --out intent-model
            """)
        {
            Clicks, Days, PaymentsPerDay, Customers, Seed, Rows, Trees, Out, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var options = new IntentTrainingOptions(
            new SimulationOptions
            {
                Seed = parsed.GetValue(Seed),
                Customers = parsed.GetValue(Customers),
                PaymentsPerDay = parsed.GetValue(PaymentsPerDay),
            },
            parsed.GetValue(Days),
            parsed.GetValue(Clicks),
            parsed.GetValue(Rows),
            parsed.GetValue(Trees));
        options.World.Validate();
        var training = new IntentTraining(options, TimeProvider.System);
        var examples = await CommandProgress.RunAsync(
            terminal,
            options.Clicks is null ? "Simulating visits" : "Reading clicks",
            progress => training.Collect(progress, cancellationToken));
        Require(examples, training);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{examples.Sessions:N0} sessions, {examples.Buyers:N0} with an order; {examples.Count:N0} rows; {training.Refused:N0} events refused."));
        var trained = await CommandProgress.RunAsync(
            terminal, "Growing trees", progress => training.Train(examples, new TreeProgress(progress), cancellationToken));
        var folder = parsed.GetRequiredValue(Out);
        await trained.Package.WriteAsync(folder, cancellationToken);
        Print(terminal, trained, folder);
        return 0;
    }

    private static void Require(IntentExamples examples, IntentTraining training)
    {
        if (Math.Min(examples.Buyers, examples.Sessions - examples.Buyers) < LeastSessions)
        {
            var refused = training.FirstRefusal is { } first ? $" {training.Refused} events were refused, the first: {first}" : "";
            throw new CommandException(
                $"There are {examples.Buyers} sessions with an order and {examples.Sessions - examples.Buyers} without; expected {LeastSessions} of each.{refused}");
        }
    }

    private static void Print(CommandTerminal terminal, TrainedIntentModel trained, string folder)
    {
        var manifest = trained.Package.Manifest;
        var table = CommandTables.New("on the test part, the latest", "model", "lines in the cart alone");
        table.AddRow("AUC ROC", Number(manifest.Metrics["aucRoc"]), Number(manifest.Metrics["cartOnlyAucRoc"]));
        table.AddRow("average precision", Number(manifest.Metrics["averagePrecision"]), Number(manifest.Metrics["cartOnlyAveragePrecision"]));
        table.AddRow("log loss", Number(manifest.Metrics["logLoss"]), "");
        table.AddRow("calibration error", Number(manifest.Metrics["calibrationError"]), "");
        terminal.Out.Write(table);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{trained.Rows.Training:N0} rows trained, {trained.Rows.Validation:N0} stopped the training, {trained.Rows.Test:N0} tested, an order followed {trained.TestShare:P1} of these."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{trained.Trees} trees, {trained.Package.Onnx.Length / 1024.0:N0} KiB; ONNX and trainer differ by {manifest.ParityMaxDifference:0.0e+0} at most."));
        terminal.Line($"Wrote {manifest.Name} {manifest.Version} to {folder}.");
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private sealed class TreeProgress(IProgress<WorkDone> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new WorkDone((double)value.Iteration / value.MaxIterations));
    }
}
