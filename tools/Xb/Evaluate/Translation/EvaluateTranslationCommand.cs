using System.CommandLine;
using System.Globalization;
using XbFunctions.Training.Translation;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary><c>xb evaluate translation</c>.</summary>
internal static class EvaluateTranslationCommand
{
    private static readonly Option<string> Train = new("--train")
    {
        Description = "Sentence pairs to learn from: .csv or .csv.gz with the column 'id' and one for each language.", HelpName = "FILE", Required = true,
    };

    private static readonly Option<string> Test = new("--test") { Description = "Sentences to be translated, in the same columns.", HelpName = "FILE", Required = true };

    private static readonly Option<string> From = new("--from") { Description = "Column of the source language.", HelpName = "LANGUAGE", Required = true };

    private static readonly Option<string> To = new("--to") { Description = "Column of the target language.", HelpName = "LANGUAGE", Required = true };

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

            Example:
              xb evaluate translation --train train.csv.gz --test test_2016_flickr.csv.gz --from en --to de
            """)
        {
            Train, Test, From, To, Tuning, Iterations, Order, Longest, Stack, Predictions, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var (from, to) = (parsed.GetRequiredValue(From), parsed.GetRequiredValue(To));
        var output = parsed.GetValue(Predictions);
        CommandOutput.RequireWritable("--predictions-out", output);
        var train = ParallelFile.Read(parsed.GetRequiredValue(Train), from, to);
        var test = ParallelFile.Read(parsed.GetRequiredValue(Test), from, to);
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

    private static BleuCounts Bleu(IEnumerable<(string Translation, string Reference)> pairs) =>
        pairs.Select(static pair => BleuCounts.Of(TextTokens.Cut(pair.Translation), TextTokens.Cut(pair.Reference))).Aggregate(static (left, right) => left + right);
}
