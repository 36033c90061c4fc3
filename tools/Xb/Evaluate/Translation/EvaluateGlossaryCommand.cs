using System.CommandLine;
using System.Globalization;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Translation;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary><c>xb evaluate glossary</c>.</summary>
internal static class EvaluateGlossaryCommand
{
    private const string Source = "en-US";

    private static readonly string[] Compounding = ["de-DE", "nl-NL", "sv-SE", "da-DK", "no-NO"];

    private static readonly Option<string> Train = new("--train")
    {
        Description = "Categories to learn from: .csv or .csv.gz with category_id and a column for each locale, en-US among them.", HelpName = "FILE", Required = true,
    };

    private static readonly Option<string> Paths = new("--paths") { Description = "category_id,path of all categories, in English.", HelpName = "FILE", Required = true };

    private static readonly Option<string?> Ids = CommandOptions.Text(
        "--ids", "File with a column category_id of the categories to predict. Without it a fifth of the training file is held out and measured.", "FILE");

    private static readonly Option<string[]> To = new("--to") { Description = "Locales to translate into, such as de-DE.", HelpName = "LOCALE", Required = true, AllowMultipleArgumentsPerToken = true };

    private static readonly Option<bool> WithoutLexicon = CommandOptions.Switch("--without-lexicon", "Learn from the categories alone, without the product's own commerce lexicon.");

    private static readonly Option<string?> Predictions = CommandOptions.Text("--predictions-out", "Write category_id,text to this file; one locale only.", "CSV");

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "glossary",
            """
            Learn category names from pairs, and from the commerce lexicon where it has the language, and predict those of other categories from their
            English names and paths. Prints exact matches, case and blanks
            folded, chrF2, and the floor of copying the English name. Where --ids names categories that the training file does not have, predictions are
            written and nothing is measured.

            Example:
              xb evaluate glossary --train categories_train.csv.gz --paths paths_en-US.csv.gz --to de-DE fr-FR
            """)
        {
            Train, Paths, Ids, To, WithoutLexicon, Predictions, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var (locales, output) = (parsed.GetRequiredValue(To), parsed.GetValue(Predictions));
        CommandOutput.RequireWritable("--predictions-out", output);
        if (output is not null && locales.Length != 1)
        {
            throw new CommandException("--predictions-out: takes the names of one locale; give --to one.");
        }

        var paths = ReadPaths(parsed.GetRequiredValue(Paths));
        var wanted = parsed.GetValue(Ids) is { } file ? ReadIds(file) : null;
        foreach (var locale in locales)
        {
            var rows = ParallelFile.Read(parsed.GetRequiredValue(Train), Source, locale, "category_id").Where(row => paths.ContainsKey(row.Id)).ToList();
            var isHeld = wanted is null ? (Func<string, int, bool>)((_, index) => index % 5 == 2) : (id, _) => wanted.Contains(id);
            var train = rows.Where((row, index) => !isHeld(row.Id, index)).Select(row => (paths[row.Id], row.Target)).ToList();
            var test = wanted is null ? rows.Where((row, index) => isHeld(row.Id, index)).Select(static row => (row.Id, Reference: (string?)row.Target)).ToList()
                : [.. wanted.Where(paths.ContainsKey).Select(id => (id, rows.FirstOrDefault(row => row.Id == id).Target is { Length: > 0 } target ? target : (string?)null))];
            var model = await CommandProgress.RunAsync(terminal, $"{locale}: training on {train.Count:N0} names", progress => CategoryTranslator.Train(
                train, parsed.GetValue(WithoutLexicon) ? [] : CommerceLexicon.Shared.Pairs("en", locale), Compounding.Contains(locale), share => progress.Report(new WorkDone(share)), cancellationToken));
            var names = test.AsParallel().AsOrdered().Select(one => model.Translate(paths[one.Id])).ToList();
            if (output is not null)
            {
                await ParallelFile.WriteAsync(output, "category_id", test.Zip(names, static (one, name) => (one.Id, name)), cancellationToken);
            }

            Print(terminal, locale, [.. test.Zip(names).Where(static one => one.First.Reference is not null).Select(one => (one.Second, one.First.Reference!, paths[one.First.Id][^1]))], names.Count);
        }

        return 0;
    }

    private static void Print(CommandTerminal terminal, string locale, List<(string Name, string Reference, string Copy)> pairs, int predicted)
    {
        if (pairs.Count == 0)
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{locale}: {predicted:N0} names predicted; none has a reference"));
            return;
        }

        var exact = 100.0 * pairs.Count(static pair => CategoryTranslator.Same(pair.Name, pair.Reference)) / pairs.Count;
        var floor = 100.0 * pairs.Count(static pair => CategoryTranslator.Same(pair.Copy, pair.Reference)) / pairs.Count;
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{locale}: {pairs.Count:N0} names, exact {exact:0.0} % (copying {floor:0.0} %), chrF2 {ChrfScore.Of(pairs.Select(static pair => (pair.Name, pair.Reference))):0.0}"));
    }

    private static Dictionary<string, string[]> ReadPaths(string path)
    {
        Dictionary<string, string[]> paths = new(StringComparer.Ordinal);
        using var file = CsvFile.Open(path, ["category_id", "path"]);
        while (file.Read())
        {
            paths[file.Field(0).ToString()] = file.Field(1).ToString().Split(" > ");
        }

        return paths;
    }

    private static HashSet<string> ReadIds(string path)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        using var file = CsvFile.Open(path, ["category_id"]);
        while (file.Read())
        {
            ids.Add(file.Field(0).ToString());
        }

        return ids;
    }
}
