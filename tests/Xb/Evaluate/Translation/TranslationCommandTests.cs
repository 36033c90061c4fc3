using XbFunctions.Training.Translation;

namespace XbFunctions.Xb.Tests.Evaluate.Translation;

/// <summary>The commands that train and measure translation, on small files.</summary>
[TestClass]
public sealed class TranslationCommandTests
{
    private static readonly (string English, string German, string Stem)[] Things =
        [("Camera", "Kameras", "Kamera"), ("Phone", "Telefone", "Telefon"), ("Tent", "Zelte", "Zelt"), ("Printer", "Drucker", "Drucker"), ("Boat", "Boote", "Boot"), ("Dog", "Hunde", "Hunde")];

    private static readonly (string English, string German)[] Heads = [("Covers", "hüllen"), ("Accessories", "zubehör"), ("Parts", "teile"), ("Bags", "taschen"), ("Stands", "ständer")];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Withheld_names_are_predicted_from_their_English_names_and_paths()
    {
        using var folder = new TemporaryFolder();
        var names = Things.Select(static thing => (thing.English + "s", thing.German))
            .Concat(Things.SelectMany(static thing => Heads.Select(head => ($"{thing.English} {head.English}", thing.Stem + head.German)))).Index().ToList();
        var withheld = names.Single(static one => one.Item.Item1 == "Boat Bags").Index;
        var (train, paths, ids, output) = (File(folder, "train.csv"), File(folder, "paths.csv"), File(folder, "ids.csv"), File(folder, "predictions.csv"));
        await WriteAsync(train, "category_id,depth,en-US,de-DE", names.Where(one => one.Index != withheld).Select(static one => $"{one.Index},2,{one.Item.Item1},{one.Item.Item2}"));
        await WriteAsync(paths, "category_id,path", names.Select(static one => $"{one.Index},Goods > {one.Item.Item1}"));
        await WriteAsync(ids, "category_id", [$"{withheld}"]);

        var run = await RunAsync("evaluate", "glossary", "--train", train, "--paths", paths, "--ids", ids, "--to", "de-DE", "--predictions-out", output, "--without-lexicon", "--plain");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains("de-DE: 1 names predicted; none has a reference", run.Output);
        Assert.AreEqual($"category_id,text\n{withheld},Boottaschen\n", (await System.IO.File.ReadAllTextAsync(output, TestContext.CancellationToken)).ReplaceLineEndings("\n"));

        var measured = await RunAsync("evaluate", "glossary", "--train", train, "--paths", paths, "--to", "de-DE", "--plain");
        Assert.AreEqual(0, measured.ExitCode, measured.Error);
        Assert.Contains("de-DE: 7 names, exact ", measured.Output);
    }

    [TestMethod]
    public async Task A_translator_of_own_text_is_written_and_can_be_read()
    {
        using var folder = new TemporaryFolder();
        var (pairs, output) = (File(folder, "pairs.csv"), File(folder, "en-de.xbpt"));
        var text = (from thing in Things from head in Heads select ($"{thing.English} {head.English}", $"{head.German} {thing.Stem}")).ToList();
        await WriteAsync(pairs, "id,en,de", text.Select(static (pair, index) => $"{index},{pair.Item1},{pair.Item2}"));
        var run = await RunAsync("train", "translator", "--pairs", pairs, "--from", "en", "--to", "de", "--out", output, "--plain");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains($"en-de: {text.Count} pairs", run.Output);
        var model = PhraseTranslator.FromBytes(await System.IO.File.ReadAllBytesAsync(output, TestContext.CancellationToken), new PhraseDecoderOptions());
        Assert.AreEqual(1, model.Translate("tent bags").Known);
    }

    [TestMethod]
    [DataRow("train translator --from en --to de --out x", "--pairs: is needed to train on your own text", DisplayName = "no text to train on")]
    [DataRow("train translator --generated", "--out: name the folder", DisplayName = "nowhere to write models to")]
    [DataRow("train translator --generated --out x --from de --to fr", "--from, --to: one of them is English", DisplayName = "a pair without English")]
    [DataRow("evaluate translation --train x --test y --to de", "--from: is needed to train and measure", DisplayName = "no source language")]
    public async Task An_option_that_is_needed_and_missing_is_named(string commandLine, string expected)
    {
        var run = await RunAsync(commandLine.Split(' '));
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.ContainsSingle(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string File(TemporaryFolder folder, string name) => Path.Combine(folder.Path, name);

    private Task WriteAsync(string path, string header, IEnumerable<string> lines) => System.IO.File.WriteAllLinesAsync(path, [header, .. lines], TestContext.CancellationToken);

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(TestContext.CancellationToken, args);
}
