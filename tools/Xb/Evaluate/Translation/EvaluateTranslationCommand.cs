using System.CommandLine;
using System.Globalization;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Translation;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary><c>xb evaluate translation</c>.</summary>
internal static class EvaluateTranslationCommand
{
    private static readonly Option<string?> Train = CommandOptions.Text(
        "--train", "Sentence pairs to learn from: .csv or .csv.gz with the column 'id' and one for each language.", "FILE");

    private static readonly Option<string?> Test = CommandOptions.Text("--test", "Sentences to be translated, in the same columns.", "FILE");

    private static readonly Option<string?> From = CommandOptions.Text("--from", "Column of the source language.", "LANGUAGE");

    private static readonly Option<string?> To = CommandOptions.Text("--to", "Column of the target language.", "LANGUAGE");

    private static readonly Option<bool> Shipped = CommandOptions.Switch("--shipped", "Measure the models that come with the product on what was held out of their text.");

    private static readonly Option<int> Tuning = CommandOptions.Number("--tuning", "Pairs of the training file that weights are tuned on; 0 does not tune.", 600, 0, 5_000);

    private static readonly Option<int> Iterations = CommandOptions.Number("--iterations", "Rounds of tuning.", 6, 1, 30);

    private static readonly Option<int> Order = CommandOptions.Number("--order", "Longest n-gram of the language model.", 4, 2, 6);

    private static readonly Option<int> Longest = CommandOptions.Number("--phrase", "Words of the longest phrase.", 6, 1, 10);

    private static readonly Option<int> Stack = CommandOptions.Number("--stack", "Hypotheses kept in each stack of the search.", 150, 1, 2_000);

    private static readonly Option<string?> Predictions = CommandOptions.Text("--predictions-out", "Write id,text of every test sentence to this file.", "CSV");

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "translation",
            """
            Train the phrase translator on the training file alone and measure it on the test file: BLEU-4 on lowercased words, as Moses cuts them,
            which published figures of multi30k use; BLEU-4 with case; chrF2. One reference.

            Examples:
              xb evaluate translation --train train.csv.gz --test test_2016_flickr.csv.gz --from en --to de
              xb evaluate translation --shipped
            """)
        {
            Train, Test, From, To, Shipped, Tuning, Iterations, Order, Longest, Stack, Predictions, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        if (parsed.GetValue(Shipped))
        {
            return EvaluateShipped(terminal);
        }

        var (from, to) = (Required("--from", parsed.GetValue(From)), Required("--to", parsed.GetValue(To)));
        var output = parsed.GetValue(Predictions);
        CommandOutput.RequireWritable("--predictions-out", output);
        var train = ParallelFile.Read(Required("--train", parsed.GetValue(Train)), from, to);
        var test = ParallelFile.Read(Required("--test", parsed.GetValue(Test)), from, to);
        var options = new PhraseTranslatorOptions
        {
            Tuning = parsed.GetValue(Tuning),
            Iterations = parsed.GetValue(Iterations),
            Order = parsed.GetValue(Order),
            Longest = parsed.GetValue(Longest),
            Search = new PhraseDecoderOptions(parsed.GetValue(Stack)),
        };
        var model = await CommandProgress.RunAsync(terminal, $"Training on {train.Count:N0} pairs", progress => PhraseTranslator.Train(
            [.. train.Select(static row => (row.Source, row.Target))], options, share => progress.Report(new WorkDone(share)), cancellationToken));
        var translations = new string[test.Count];
        await CommandProgress.RunAsync(terminal, $"Translating {test.Count:N0} sentences", progress =>
        {
            var done = 0;
            Parallel.For(0, test.Count, new ParallelOptions { CancellationToken = cancellationToken }, index =>
            {
                translations[index] = model.Translate(test[index].Source).Text;
                progress.Report(new WorkDone(Interlocked.Increment(ref done) / (double)test.Count));
            });
            return true;
        });
        if (output is not null)
        {
            await ParallelFile.WriteAsync(output, "id", test.Select((row, index) => (row.Id, translations[index])), cancellationToken);
        }

        var pairs = translations.Zip(test, static (translation, row) => (Translation: translation, Reference: row.Target)).ToList();
        var lower = Bleu(pairs.Select(static pair => (pair.Translation.ToLowerInvariant(), pair.Reference.ToLowerInvariant())));
        var cased = Bleu(pairs);
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{from}-{to}: {train.Count:N0} training pairs, {model.Phrases:N0} phrase pairs, {test.Count:N0} test sentences"));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"BLEU-4, lowercased, tokenised   {lower.Score:0.00}  ({string.Join('/', lower.Precisions.Select(static one => (100 * one).ToString("0.0", CultureInfo.InvariantCulture)))}, length ratio {lower.LengthRatio:0.000})"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"BLEU-4, cased, tokenised        {cased.Score:0.00}"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"chrF2, cased                    {ChrfScore.Of(pairs):0.00}"));
        return 0;
    }

    private static int EvaluateShipped(CommandTerminal terminal)
    {
        var models = new ShippedModels();
        terminal.Line(ShippedQuality.Header);
        foreach (var (from, to) in ShippedModels.Pairs.OrderBy(static pair => pair.From != "en"))
        {
            terminal.Line(ShippedQuality.Of(from, to, models.Get(from, to)).Line($"{from}-{to}"));
        }

        using var network = new ShippedNetwork();
        foreach (var (from, to) in ShippedNetwork.Pairs)
        {
            terminal.Line(ShippedQuality.Of(from, to, network.Model, network.Words, null).Line($"{from}-{to} network"));
            terminal.Line(ShippedQuality.Of(from, to, network.Model, network.Words, models.Get(from, to)).Line($"{from}-{to} both"));
        }

        return 0;
    }

    private static string Required(string option, string? value) => value ?? throw new CommandException($"{option}: is needed to train and measure; or give --shipped.");

    private static BleuCounts Bleu(IEnumerable<(string Translation, string Reference)> pairs) =>
        pairs.Select(static pair => BleuCounts.Of(TextTokens.Cut(pair.Translation), TextTokens.Cut(pair.Reference))).Aggregate(static (left, right) => left + right);
}
