using System.Globalization;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Translation;
using XbFunctions.Xb.Evaluate.Translation;

namespace XbFunctions.Xb.Train;

/// <summary>Trains the models that come with the product: <c>xb train translator --generated</c>.</summary>
internal static class GeneratedTranslators
{
    /// <summary>Bytes that all models together may have.</summary>
    public const long MostBytes = 15 * 1024 * 1024;

    /// <summary>Trains the models between English and every other language, or one of them, and writes <c>{from}-{to}.xbpq</c>.</summary>
    /// <param name="terminal">Shows progress and what was measured.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="from">Source language alone; null for all.</param>
    /// <param name="to">Target language alone; null for all.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static async Task<int> RunAsync(CommandTerminal terminal, string folder, string? from, string? to, CancellationToken cancellationToken)
    {
        var others = TranslationLanguages.All.Select(static language => language.Code).Where(static code => code != "en");
        var pairs = others.SelectMany(static code => new[] { (From: "en", To: code), (From: code, To: "en") })
            .Where(pair => (from is null || pair.From == from) && (to is null || pair.To == to)).OrderBy(static pair => pair.From != "en").ToList();
        if (pairs.Count == 0)
        {
            throw new CommandException($"--from, --to: one of them is English and the other of {string.Join(", ", others)}; got '{from}' and '{to}'.");
        }

        Directory.CreateDirectory(folder);
        var total = 0L;
        terminal.Line(ShippedQuality.Header);
        foreach (var (source, target) in pairs)
        {
            var text = GeneratedCorpus.Shared.Make(source, target).Where(static pair => pair.Part == GeneratedPart.Training).Select(static pair => (pair.Source, pair.Target)).ToList();
            var model = await CommandProgress.RunAsync(terminal, $"{source}-{target}: training on {text.Count:N0} pairs", progress => PhraseTranslator.Train(
                text, ShippedQuality.Training, share => progress.Report(new WorkDone(share)), cancellationToken));
            var bytes = model.ToPackedBytes();
            total += bytes.Length;
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{source}-{target}.xbpq"), bytes, cancellationToken);
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture, $"{ShippedQuality.Of(source, target, PhraseTranslator.FromPacked(new MemoryStream(bytes), ShippedQuality.Training.Search)).Line($"{source}-{target}")}   {bytes.Length / 1024.0:0} KiB"));
        }

        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{pairs.Count} models, {total / 1048576.0:0.0} MiB"));
        return total <= MostBytes ? 0 : throw new CommandException($"The models have {total:N0} bytes, more than {MostBytes:N0}.");
    }
}
