using System.CommandLine;
using System.Globalization;

namespace XbFunctions.Xb.Evaluate;

/// <summary><c>xb evaluate fraud</c>.</summary>
internal static class EvaluateFraudCommand
{
    private static readonly Option<string> Transactions = new("--transactions")
    {
        Description = "Transactions in the order of time, .csv or .csv.gz, in the columns of the Fraud Detection Handbook.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<DateOnly[]> TrainStart = new("--train-start")
    {
        Description = "First day of training; several make several folds, whose mean is printed.",
        HelpName = "DATE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> TrainDays = CommandOptions.Number("--train-days", "Days of training.", 7, 1, 3_650);

    private static readonly Option<string> History = new("--history")
    {
        Description = "What trains: 'window' is the days of training, 'all' every day before their end.",
        HelpName = "window|all",
        DefaultValueFactory = _ => "window",
    };

    private static readonly Option<int> Delay = CommandOptions.Number(
        "--delay", "Days from a fraud to its label, and from training to test.", 7, 0, 365);

    private static readonly Option<int> TestDays = CommandOptions.Number("--test-days", "Days of the test.", 7, 1, 3_650);

    private static readonly Option<int> Seeds = CommandOptions.Number("--seeds", "Trainings that are averaged.", 5, 1, 100);

    private static readonly Option<int> Trees = CommandOptions.Number("--trees", "Trees of each training.", 250, 1, 5_000);

    private static readonly Option<int> Leaves = CommandOptions.Number("--leaves", "Leaves of a tree at most.", 12, 2, 1_024);

    private static readonly Option<double> LearningRate = CommandOptions.Number(
        "--learning-rate", "Share of a tree's answer that is added.", 0.04, 0.001, 1);

    private static readonly Option<int> Forest = CommandOptions.Number(
        "--forest", "Trees of a random forest that is blended in, half and half; 0 for none.", 300, 0, 5_000);

    private static readonly Option<string?> Predictions = CommandOptions.Text(
        "--predictions-out", "Write transaction_id,score of every transaction tested to this file.", "CSV");

    private static readonly Option<bool> AsJson = CommandOptions.Switch("--json", "Print the results as JSON.");

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        History.AcceptOnlyFromAmong("window", "all");
        var command = new Command(
            "fraud",
            """
            Measure fraud scoring on card transactions by the protocol of the Fraud Detection Handbook. Every transaction goes through the
            parser, state and features of ScorePayments in the order of time; the label of a fraud arrives after the delay. Trees learn from
            the days of training and are tested on the days that follow the delay, without customers whose fraud is known by then. Prints
            AUC, average precision and card precision@100.

            Examples:
              xb evaluate fraud --transactions transactions.csv.gz --train-start 2018-07-25
              xb evaluate fraud --transactions transactions.csv.gz --train-start 2018-07-25 2018-08-01 2018-08-08 --history all
              xb evaluate fraud --transactions transactions.csv.gz --train-start 2018-08-15 --predictions-out scores.csv
            """)
        {
            Transactions, TrainStart, TrainDays, History, Delay, TestDays, Seeds, Trees, Leaves, LearningRate, Forest, Predictions, AsJson, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var asJson = parsed.GetValue(AsJson);
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain) || asJson);
        var quiet = asJson ? terminal with { Out = Silent() } : terminal;
        var folds = parsed.GetRequiredValue(TrainStart).Select(start => new FraudProtocol(
            start,
            parsed.GetValue(TrainDays),
            parsed.GetValue(Delay),
            parsed.GetValue(TestDays),
            parsed.GetValue(History) == "all")).ToList();
        var days = await CommandProgress.RunAsync(
            quiet,
            "Reading transactions",
            progress => FraudDays.Read(parsed.GetRequiredValue(Transactions), folds, progress, cancellationToken));
        var runs = new FraudFolds(days, new FraudEnsemble(new FraudEnsembleOptions(
            parsed.GetValue(Seeds), parsed.GetValue(Trees), parsed.GetValue(Leaves), parsed.GetValue(LearningRate), parsed.GetValue(Forest))));
        List<FraudFoldResult> results = [];
        foreach (var fold in folds)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"Growing trees from {fold.TrainStart:yyyy-MM-dd}");
            results.Add(await CommandProgress.RunAsync(quiet, title, progress => runs.Run(fold, progress, cancellationToken)));
        }

        if (parsed.GetValue(Predictions) is { } path)
        {
            await runs.WriteAsync(path, cancellationToken);
        }

        if (asJson)
        {
            FraudFoldReport.PrintJson(terminal, results);
        }
        else
        {
            FraudFoldReport.Print(terminal, results);
        }

        return 0;
    }

    // JSON stands alone on standard output.
    private static Spectre.Console.IAnsiConsole Silent() => Spectre.Console.AnsiConsole.Create(
        new Spectre.Console.AnsiConsoleSettings { Out = new Spectre.Console.AnsiConsoleOutput(TextWriter.Null) });
}
