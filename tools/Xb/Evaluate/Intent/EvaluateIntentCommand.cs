using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary><c>xb evaluate intent</c>: whether a session ends with a purchase.</summary>
internal static class EvaluateIntentCommand
{
    private const int LeastOfClass = 20;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var train = new Option<string>("--train")
        {
            Description = "CSV of sessions, plain or gzip; revenue is 0, 1, or empty where it is withheld.",
            HelpName = "FILE",
            Required = true,
        };
        var test = CommandOptions.Text(
            "--test", "Sessions to predict; left out, those of --train whose revenue is empty.", "FILE");
        var predictions = CommandOptions.Text("--predictions-out", "Write session_id,probability of the sessions to predict.", "CSV");
        var json = CommandOptions.Switch("--json", "Print the result as JSON.");
        var folds = CommandOptions.Number("--folds", "Folds of the cross-validation.", 5, 2, 20);
        var threads = CommandOptions.Number("--threads", "Threads of the trainers.", Environment.ProcessorCount, 1, 256);
        var seed = CommandOptions.Number("--seed", "Seed of all random choices.", 1, 0, 1_000_000);
        var command = new Command(
            "intent",
            """
            Predict whether a session ends with a purchase, by boosted trees and networks, and rate it by cross-validation over the sessions
            with a label: with the page values, and without, as a live session has none.

            Examples:
              xb evaluate intent --train sessions.csv.gz
              xb evaluate intent --train sessions.csv.gz --predictions-out withheld.csv --json
            """)
        {
            train, test, predictions, json, folds, threads, seed,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = CommandTerminal.Of(parsed);
            var sessions = IntentFile.Read(parsed.GetRequiredValue(train));
            IntentSession[] labelled = [.. sessions.Where(static session => session.HasBought is not null)];
            Require(labelled);
            CommandOutput.RequireWritable("--predictions-out", parsed.GetValue(predictions));
            var others = parsed.GetValue(test) is { } path
                ? IntentFile.Read(path)
                : sessions.FindAll(static session => session.HasBought is null);
            var (threadCount, first) = (parsed.GetValue(threads), parsed.GetValue(seed));
            if (parsed.GetValue(predictions) is { } outPath)
            {
                await PredictAsync(outPath, labelled, others, threadCount, first, cancellationToken);
            }

            var foldCount = parsed.GetValue(folds);
            var progressTerminal = parsed.GetValue(json) ? Quiet() : terminal;
            var scores = await CommandProgress.RunAsync(progressTerminal, "Cross-validation", progress =>
                IntentEvaluation.Run(labelled, foldCount, threadCount, first, progress, cancellationToken));
            Print(terminal, scores, labelled.Length, others.Count, parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static void Require(IntentSession[] labelled)
    {
        var bought = labelled.Count(static session => session.HasBought == true);
        if (Math.Min(bought, labelled.Length - bought) < LeastOfClass)
        {
            throw new CommandException(
                $"--train has {bought} sessions that bought and {labelled.Length - bought} that did not; expected {LeastOfClass} of each.");
        }
    }

    private static CommandTerminal Quiet() =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), IsLive: false);

    private static async Task PredictAsync(
        string path,
        IntentSession[] labelled,
        List<IntentSession> others,
        int threads,
        int seed,
        CancellationToken cancellationToken)
    {
        using var model = IntentModel.Train(labelled, hasPageValues: true, threads, seed, cancellationToken);
        var predicted = others.Count == 0 ? [] : model.Predict(others).All;
        var text = new StringBuilder("session_id,probability\n");
        foreach (var (index, session) in others.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{session.Id},{predicted[index]:F6}\n");
        }

        await File.WriteAllTextAsync(path, text.ToString(), cancellationToken);
    }

    private static void Print(CommandTerminal terminal, List<IntentScores> scores, int labelled, int others, bool asJson)
    {
        if (asJson)
        {
            terminal.Line(JsonSerializer.Serialize(new { labelled, toPredict = others, rows = scores }, Json));
            return;
        }

        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{labelled:N0} sessions with a label, {others:N0} to predict."));
        var table = CommandTables.New("Model", "Page values", "AUC", "Average precision", "Log loss");
        foreach (var row in scores)
        {
            var pageValues = row.HasPageValues ? "with" : "without";
            table.AddRow(row.Model, pageValues, Share(row.AucRoc), Share(row.AveragePrecision), Share(row.LogLoss));
        }

        terminal.Out.Write(table);
    }

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
