using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Neural;
using XbFunctions.Xb.Evaluate.Translation;

namespace XbFunctions.Xb.Train;

/// <summary>Trains the network that comes with the product: <c>xb train translator --generated --neural</c>.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="checkpoint">File that the run is stored in after each epoch and gone on from; null for none.</param>
internal sealed class GeneratedNetwork(CommandTerminal terminal, string? checkpoint)
{
    private const long WarmUpSteps = 300;
    private const double PeakRate = 0.002;
    private const int Blocks = 2;
    private const int BatchTokens = 1_024;

    /// <summary>Trains, measures and writes <c>network.xbtn</c> and <c>network.json</c>.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="targets">Target languages, apart by commas; null for de, fr and es.</param>
    /// <param name="epochs">Passes over the text; the learning rate goes down over them.</param>
    /// <param name="stopAfter">Passes after which it ends all the same.</param>
    /// <param name="subwords">Subwords of all languages.</param>
    /// <param name="width">Width of the network, a multiple of 4.</param>
    /// <param name="threads">Processors to be used.</param>
    /// <param name="cancellationToken">Ends the training; what the checkpoint holds stays.</param>
    public async Task<int> RunAsync(string folder, string? targets, int epochs, int stopAfter, int subwords, int width, int threads, CancellationToken cancellationToken)
    {
        if (width % 4 != 0)
        {
            throw new CommandException($"--width is {width}; expected a multiple of 4.");
        }

        string[] languages = [.. (targets ?? "de,fr,es").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (languages.Length == 0 || languages.Except(NetworkCorpus.Languages).Any())
        {
            throw new CommandException($"--to: expected some of {string.Join(", ", NetworkCorpus.Languages)}, apart by commas; got '{targets}'.");
        }

        var (learnt, rated) = NetworkCorpus.Make(languages);
        var options = new NeuralTrainerOptions
        {
            Subwords = subwords,
            Width = width,
            Blocks = Blocks,
            Dropout = 0.1,
            MaxLength = 96,
            BatchTokens = BatchTokens,
            Beams = 3,
            DecayEpochs = epochs,
            Trainer = new NetworkTrainerOptions
            {
                MaxEpochs = Math.Min(epochs, stopAfter),
                Patience = epochs,
                Threads = threads,
                CheckpointPath = checkpoint,
                Schedule = new LearningRateSchedule(PeakRate, WarmUpSteps, Floor: 0.03),
            },
        };
        var parts = Directory.CreateTempSubdirectory("xb-translator-").FullName;
        try
        {
            var run = await CommandProgress.RunAsync(terminal, $"Training on {learnt.Count:N0} pairs", progress =>
            {
                var steps = new NetworkSteps(terminal, progress);
                return NeuralTrainer.Train(learnt, rated, languages, options, parts, steps, cancellationToken);
            });
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{run.Epochs} epochs, the best {run.BestEpoch}, held-out log probability of a subword {run.BestMetric:0.000}"));
            LearntWords.Write(parts, learnt.Select(static text => text.Source));
            await WriteAsync(folder, parts, languages, run, learnt.Count, width, subwords, cancellationToken);
        }
        finally
        {
            Directory.Delete(parts, recursive: true);
        }

        return 0;
    }

    private async Task WriteAsync(string folder, string parts, string[] languages, NetworkRun run, int pairs, int width, int subwords, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var packed = NetworkPack.Of(parts);
        using var network = NeuralModel.Load(parts, Environment.ProcessorCount);
        var models = new ShippedModels();
        List<string> leads = [];
        terminal.Line(ShippedQuality.Header);
        foreach (var to in languages)
        {
            var (phrases, words) = (models.Get("en", to), LearntWords.Read(parts));
            var (before, both) = (ShippedQuality.Of("en", to, phrases), ShippedQuality.Of("en", to, network, words, phrases));
            terminal.Line(before.Line($"en-{to} phrases"));
            terminal.Line(ShippedQuality.Of("en", to, network, words, null).Line($"en-{to} network"));
            terminal.Line(both.Line($"en-{to} both"));
            if (both.AllSentences.Chrf > before.AllSentences.Chrf && both.AllSentences.Bleu > before.AllSentences.Bleu)
            {
                leads.Add(to);
            }
        }

        var manifest = new NetworkManifest("en", languages, leads, Convert.ToHexStringLower(SHA256.HashData(packed)), packed.Length, run.BestEpoch, pairs, width, Blocks, subwords);
        await File.WriteAllBytesAsync(Path.Combine(folder, ShippedNetwork.PackFile), packed, cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder, ShippedNetwork.ManifestFile), JsonSerializer.SerializeToUtf8Bytes(manifest, NetworkManifestJson.Default.NetworkManifest), cancellationToken);
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{packed.Length / 1048576.0:0.00} MiB; asked before the phrase models in {string.Join(", ", leads.DefaultIfEmpty("none"))}"));
    }
}
