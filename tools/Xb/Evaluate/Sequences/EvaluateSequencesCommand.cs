using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary><c>xb evaluate sequences</c>: next items of customers, leave-one-out, full ranking.</summary>
internal static class EvaluateSequencesCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var sequences = new Option<string>("--sequences")
        {
            Description = "CSV of user_id,item_ids (apart by spaces, oldest first), plain or gzip.",
            HelpName = "FILE",
            Required = true,
        };
        var attributes = CommandOptions.Text("--attributes", "CSV of item_id,attribute_ids, plain or gzip.", "FILE");
        var predictions = CommandOptions.Text(
            "--predictions-out", "Write user_id,item_ids: the 20 best items of each user for the test step.", "CSV");
        var json = CommandOptions.Switch("--json", "Print the result as JSON.");
        var epochs = CommandOptions.Number("--epochs", "Passes of the sequence model at most; 0 leaves it out.", 60, 0, 1000);
        var threads = CommandOptions.Number("--threads", "Threads of the trainers.", Environment.ProcessorCount, 1, 256);
        var seed = CommandOptions.Number("--seed", "Seed of all random choices.", 1, 0, int.MaxValue);
        var command = new Command(
            "sequences",
            """
            Recommend each user's next item: the last item is the test, the last but one the validation, the earlier ones are learnt from.
            All items are ranked, those of the history left out. Candidates come from co-visitation, customers alike, a linear item-item
            model and the sequence model; trees re-rank the 100 best. Everything is chosen on the validation items; each row says whether
            it has learnt from them too. Takes minutes: --epochs 0 leaves the slowest part out.

            Examples:
              xb evaluate sequences --sequences beauty_sequences.csv.gz --epochs 0
              xb evaluate sequences --sequences s.csv.gz --attributes a.csv.gz --predictions-out lists.csv --json
            """)
        {
            sequences, attributes, predictions, json, epochs, threads, seed,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new SequenceOptions(
                parsed.GetRequiredValue(sequences),
                parsed.GetValue(attributes),
                parsed.GetValue(predictions),
                parsed.GetValue(epochs),
                parsed.GetValue(threads),
                parsed.GetValue(seed)),
            CommandTerminal.Of(parsed),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        SequenceOptions options, CommandTerminal terminal, bool asJson, CancellationToken cancellationToken)
    {
        var data = SequenceFile.Read(options.SequencesPath, options.AttributesPath);
        if (data.Cases.Length == 0)
        {
            throw new CommandException(
                $"{Path.GetFileName(options.SequencesPath)}: no user has {SequenceData.LeastItems} items or more, as the protocol needs.");
        }

        CommandOutput.RequireWritable("--predictions-out", options.PredictionsPath);

        // Progress would stand before the JSON.
        var quiet = terminal with { IsLive = false, Out = asJson ? Silent() : terminal.Out };
        var (report, lists) = await SequenceEvaluation.RunAsync(data, options, asJson ? quiet : terminal, cancellationToken);
        if (options.PredictionsPath is { } path)
        {
            await WriteAsync(path, data, lists, cancellationToken);
        }

        if (asJson)
        {
            terminal.Line(JsonSerializer.Serialize(report, Json));
        }
        else
        {
            Print(report, terminal);
        }

        return 0;
    }

    private static IAnsiConsole Silent() => AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    private static async Task WriteAsync(string path, SequenceData data, int[][] lists, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("user_id,item_ids\n");
        foreach (var (index, user) in data.Cases.Index())
        {
            text.Append(data.UserIds[user]).Append(',').AppendJoin(' ', lists[index].Select(item => data.ItemIds[item])).Append('\n');
        }

        await File.WriteAllTextAsync(path, text.ToString(), cancellationToken);
    }

    private static void Print(SequenceReport report, CommandTerminal terminal)
    {
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Evaluated:N0} of {report.Users:N0} users evaluated, {report.Items:N0} items, {report.Interactions:N0} interactions; "
            + $"{report.Epochs} epochs, {report.RankerTrees} trees."));
        terminal.Line($"{report.Constants.CoVisitation}");
        terminal.Line($"{report.Constants.Neighbours}");
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"Linear: ridge {report.Constants.Ridge}, decay {report.Constants.LinearDecay}"));
        var table = CommandTables.New("Method", "Step", "Learnt from", "HR@5", "HR@10", "HR@20", "NDCG@5", "NDCG@10", "NDCG@20");
        foreach (var row in report.Rows)
        {
            var scores = row.Scores;
            table.AddRow(
                row.Method,
                row.Step,
                row.LearntFrom,
                Share(scores.Hr5),
                Share(scores.Hr10),
                Share(scores.Hr20),
                Share(scores.Ndcg5),
                Share(scores.Ndcg10),
                Share(scores.Ndcg20));
        }

        terminal.Out.Write(table);
    }

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
