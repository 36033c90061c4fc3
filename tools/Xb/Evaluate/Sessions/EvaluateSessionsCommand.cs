using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary><c>xb evaluate sessions</c>: next items of anonymous sessions, every prefix, full ranking.</summary>
internal static class EvaluateSessionsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var train = new Option<string>("--train")
        {
            Description = "CSV of session_id,item_ids (apart by spaces, in order), sessions in the order of time; plain or gzip.",
            HelpName = "FILE",
            Required = true,
        };
        var test = CommandOptions.Text("--test", "Test sessions, likewise: every prefix is an example.", "FILE");
        var examples = CommandOptions.Text("--test-examples", "Test examples instead: CSV of example_id,item_ids,target_item_id.", "FILE");
        var predictions = CommandOptions.Text("--predictions-out", "Write example_id,item_ids: the 20 best items of each example.", "CSV");
        var json = CommandOptions.Switch("--json", "Print the result as JSON.");
        var rankings = CommandOptions.Number("--rankings", "Validation examples that train the re-ranker, at most.", 20_000, 100, 1_000_000);
        var mostTests = CommandOptions.Number("--most-tests", "Examples of the test at most, for a quick look; 0 for all.", 0, 0, int.MaxValue);
        var threads = CommandOptions.Number("--threads", "Threads of the trainer.", Environment.ProcessorCount, 1, 256);
        var seed = CommandOptions.Number("--seed", "Seed of all random choices.", 1, 0, int.MaxValue);
        var command = new Command(
            "sessions",
            """
            Recommend the next item of anonymous sessions: every prefix of a test session is an example, all items are ranked, items seen before
            included. Candidates come from co-visitation, sessions alike, a linear item-item model and the session itself; trees re-rank the
            100 best. Everything is tuned on the last tenth of the training sessions; the test is ranked once. Takes minutes.

            Examples:
              xb evaluate sessions --train train_sessions.csv.gz --test test_sessions.csv.gz
              xb evaluate sessions --train train_sessions.csv.gz --test-examples examples.csv.gz --predictions-out lists.csv --json
            """)
        {
            train, test, examples, predictions, json, rankings, mostTests, threads, seed,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(test) is null == result.GetValue(examples) is null)
            {
                result.AddError("Give --test or --test-examples, one of them.");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            SessionFile.Read(parsed.GetRequiredValue(train), parsed.GetValue(test), parsed.GetValue(examples)),
            new SessionOptions(parsed.GetValue(rankings), parsed.GetValue(mostTests), parsed.GetValue(threads), parsed.GetValue(seed)),
            parsed.GetValue(predictions),
            CommandTerminal.Of(parsed),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        SessionData data, SessionOptions options, string? path, CommandTerminal terminal, bool asJson, CancellationToken cancellationToken)
    {
        // Progress would stand before the JSON.
        var quiet = terminal with { IsLive = false, Out = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }) };
        var (report, test, lists) = await new SessionEvaluation(data, options, asJson ? quiet : terminal, cancellationToken).RunAsync();
        if (path is not null)
        {
            var text = new StringBuilder("example_id,item_ids\n");
            foreach (var (index, id) in test.Ids.Index())
            {
                text.Append(id).Append(',').AppendJoin(' ', lists[index].Select(item => data.ItemIds[item])).Append('\n');
            }

            await File.WriteAllTextAsync(path, text.ToString(), cancellationToken);
        }

        if (asJson)
        {
            terminal.Line(JsonSerializer.Serialize(report, Json));
            return 0;
        }

        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Sessions:N0} sessions, {report.Items:N0} items; {report.ValidationExamples:N0} examples for validation, {report.Examples:N0} of the test; {report.RankerTrees} trees."));
        terminal.Line($"{report.Constants.CoVisitation}");
        terminal.Line($"{report.Constants.Neighbours}");
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Linear: ridge {report.Constants.Ridge}, decay {report.Constants.LinearDecay}"));
        var table = CommandTables.New("Method", "Step", "P@10", "P@20", "MRR@10", "MRR@20");
        foreach (var (method, step, scores) in report.Rows)
        {
            table.AddRow(method, step, Percent(scores.P10), Percent(scores.P20), Percent(scores.Mrr10), Percent(scores.Mrr20));
        }

        terminal.Out.Write(table);
        return 0;
    }

    private static string Percent(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
