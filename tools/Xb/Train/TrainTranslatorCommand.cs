using System.CommandLine;
using System.Globalization;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Translation;
using XbFunctions.Xb.Evaluate;
using XbFunctions.Xb.Evaluate.Translation;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Train;

/// <summary><c>xb train translator</c>.</summary>
internal static class TrainTranslatorCommand
{
    /// <summary>One pair in as many is held out.</summary>
    internal const int HeldShare = 20;

    private static readonly Option<string?> Pairs = CommandOptions.Text("--pairs", "Parallel text: .csv or .csv.gz with a column 'id' and one named after each language.", "FILE");

    private static readonly Option<string?> From = CommandOptions.Text("--from", "Source language, such as en; also the column's name.", "LANGUAGE");

    private static readonly Option<string?> To = CommandOptions.Text("--to", "Target language, such as de; also the column's name.", "LANGUAGE");

    private static readonly Option<bool> Generated = CommandOptions.Switch(
        "--generated", "Train the models that come with the product, on text made from its lexicon and sentences; --out names a folder, --from and --to choose one.");

    private static readonly Option<string?> Out = CommandOptions.Text("--out", "Write the model to this file.", "FILE");

    private static readonly Option<bool> Neural = CommandOptions.Switch(
        "--neural", "Train an encoder-decoder network instead of a phrase translator; --out is then a folder in the layout of exported models.");

    private static readonly Option<int> Epochs = CommandOptions.Number("--epochs", "Passes over the text at most; with --neural.", 20, 1, 1_000);

    private static readonly Option<int> Subwords = CommandOptions.Number("--subwords", "Subwords of both languages at most; with --neural.", 8_000, 100, 100_000);

    private static readonly Option<int> Width = CommandOptions.Number("--width", "Width of the network, a multiple of 4; with --neural.", 192, 16, 1_024);

    private static readonly Option<int> Threads = CommandOptions.Number("--threads", "Processors that a network is trained on; with --neural and --generated.", Environment.ProcessorCount, 1, 256);

    private static readonly Option<int> StopAfter = CommandOptions.Number(
        "--stop-after", "Passes after which training ends before --epochs, with the learning rate as it is then; with --neural and --generated.", 1_000, 1, 1_000);

    private static readonly Option<string?> CheckpointFile = CommandOptions.Text(
        "--checkpoint", "Store the run in this file after each pass, and go on from it where it is there; with --neural and --generated.", "FILE");

    private static readonly Option<bool> Publish = CommandOptions.Switch("--publish", "Put the model in use on the platform of --storage, or on the one that runs here.");

    private static readonly Option<string?> Storage = CommandOptions.Text("--storage", "Connection string of the platform's storage.", "CONNECTION");

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "translator",
            """
            Train a phrase translator on your own parallel text. One pair in twenty is held out and measured first (BLEU-4, lowercased and tokenised);
            the model that is written learns from all. With --neural a network learns from the others, ends early when the held-out part gets no
            better, and is measured on it. The service looks for new models every minute.

            Examples:
              xb train translator --pairs catalogue.csv --from en --to de --out en-de.xbpt
              xb train translator --pairs catalogue.csv --from en --to de --publish
              xb train translator --pairs catalogue.csv --from en --to de --neural --out models/en-de
              xb train translator --generated --out functions/Capabilities/Translation/Shipped
              xb train translator --generated --neural --epochs 10 --checkpoint run.xbnt --out functions/Capabilities/Translation/Shipped
            """)
        {
            Pairs, From, To, Generated, Out, Neural, Epochs, Subwords, Width, Threads, StopAfter, CheckpointFile, Publish, Storage, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var (output, publishes) = (parsed.GetValue(Out), parsed.GetValue(Publish));
        if (parsed.GetValue(Generated))
        {
            var folder = output ?? throw new CommandException("--out: name the folder that the models are written to.");
            return parsed.GetValue(Neural)
                ? await new GeneratedNetwork(terminal, parsed.GetValue(CheckpointFile)).RunAsync(
                    folder, parsed.GetValue(To), parsed.GetValue(Epochs), parsed.GetValue(StopAfter), parsed.GetValue(Subwords), parsed.GetValue(Width), parsed.GetValue(Threads), cancellationToken)
                : await GeneratedTranslators.RunAsync(terminal, folder, parsed.GetValue(From), parsed.GetValue(To), cancellationToken);
        }

        var (file, from, to) = (Required("--pairs", parsed.GetValue(Pairs)), Required("--from", parsed.GetValue(From)), Required("--to", parsed.GetValue(To)));
        if (TranslationLanguages.Find(from) is not { } source || TranslationLanguages.Find(to) is not { } target || source == target)
        {
            throw new CommandException($"--from, --to: expected two of {string.Join(", ", TranslationLanguages.All.Select(static language => language.Code))}, got '{from}' and '{to}'.");
        }

        if (output is null && !publishes)
        {
            throw new CommandException("--out, --publish: give one of them, or the model is lost.");
        }

        var isNeural = parsed.GetValue(Neural);
        if (!isNeural)
        {
            CommandOutput.RequireWritable("--out", output);
        }

        var storage = publishes ? OpenStorage(parsed.GetValue(Storage)) : null;
        var pairs = ParallelFile.Read(file, from, to).Select(static row => (row.Source, row.Target)).ToList();
        if (isNeural)
        {
            var training = new NeuralTraining(terminal, source.Code, target.Code, storage);
            return await training.RunAsync(pairs, parsed.GetValue(Epochs), parsed.GetValue(Subwords), parsed.GetValue(Width), output, cancellationToken);
        }

        var options = new PhraseTranslatorOptions();
        var held = pairs.Where(static (_, index) => index % HeldShare == 7).ToList();
        var trial = await TrainAsync(terminal, "Training without the held-out part", [.. pairs.Where(static (_, index) => index % HeldShare != 7)], options, cancellationToken);
        var bleu = held.AsParallel().Select(pair => BleuCounts.Of(
            TextTokens.Cut(trial.Translate(pair.Source).Text.ToLowerInvariant()), TextTokens.Cut(pair.Target.ToLowerInvariant()))).Aggregate(default(BleuCounts), static (left, right) => left + right);
        var model = await TrainAsync(terminal, "Training on all", pairs, options, cancellationToken);
        var bytes = model.ToBytes();
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{from}-{to}: {pairs.Count:N0} pairs, {model.Phrases:N0} phrase pairs, {bytes.Length / 1048576.0:0.0} MiB; held-out BLEU {bleu.Score:0.0} over {held.Count:N0} pairs."));
        if (output is not null)
        {
            await File.WriteAllBytesAsync(output, bytes, cancellationToken);
        }

        if (storage is not null)
        {
            await new PhraseModelStore(storage.GetBlobContainerClient(GlossarySlot.ContainerName)).PublishAsync(source.Code, target.Code, bytes, cancellationToken);
            terminal.Line("Published; the service takes it up within a minute.");
        }

        return 0;
    }

    private static string Required(string option, string? value) => value ?? throw new CommandException($"{option}: is needed to train on your own text; see --help.");

    private static Azure.Storage.Blobs.BlobServiceClient OpenStorage(string? connection) => connection is not null
        ? PlatformTarget.OpenStorage(connection)
        : PlatformTarget.FindRunning() is { } running ? PlatformTarget.OpenStorage(running.Storage)
        : throw new CommandException("--publish: no platform runs here; start one, or name its storage with --storage.");

    private static Task<PhraseTranslator> TrainAsync(
        CommandTerminal terminal, string title, List<(string Source, string Target)> pairs, PhraseTranslatorOptions options, CancellationToken cancellationToken) =>
        CommandProgress.RunAsync(terminal, title, progress => PhraseTranslator.Train(pairs, options, share => progress.Report(new WorkDone(share)), cancellationToken));
}
