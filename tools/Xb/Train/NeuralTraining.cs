using System.Globalization;
using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Training.Neural;
using XbFunctions.Training.Translation;

namespace XbFunctions.Xb.Train;

/// <summary>Trains, measures, writes and publishes a network for translation.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="from">Source language.</param>
/// <param name="to">Target language.</param>
/// <param name="storage">Where it is published; <see langword="null"/> for nowhere.</param>
internal sealed class NeuralTraining(CommandTerminal terminal, string from, string to, BlobServiceClient? storage)
{
    private const long WarmUpSteps = 400;
    private const double PeakRate = 0.0015;

    /// <summary>Runs it.</summary>
    /// <param name="pairs">Parallel text.</param>
    /// <param name="epochs">Passes over it at most.</param>
    /// <param name="subwords">Subwords of both languages at most.</param>
    /// <param name="width">Width of the network, a multiple of 4.</param>
    /// <param name="output">Folder for the model; <see langword="null"/> for one that is removed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The command's exit code.</returns>
    public async Task<int> RunAsync(
        List<(string Source, string Target)> pairs, int epochs, int subwords, int width, string? output, CancellationToken cancellationToken)
    {
        if (width % 4 != 0)
        {
            throw new CommandException($"--width is {width}; expected a multiple of 4.");
        }

        var folder = output ?? Directory.CreateTempSubdirectory("xb-translator-").FullName;
        try
        {
            await TrainAsync(pairs, epochs, subwords, width, folder, cancellationToken);
            if (storage is not null)
            {
                await new NeuralModelStore(storage.GetBlobContainerClient(GlossarySlot.ContainerName), string.Empty).PublishAsync(from, to, folder, cancellationToken);
                terminal.Line("Published; the service takes it up within a minute.");
            }
        }
        finally
        {
            if (output is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    private async Task TrainAsync(List<(string Source, string Target)> pairs, int epochs, int subwords, int width, string folder, CancellationToken cancellationToken)
    {
        var held = pairs.Where(static (_, index) => index % TrainTranslatorCommand.HeldShare == 7).ToList();
        var learnt = pairs.Where(static (_, index) => index % TrainTranslatorCommand.HeldShare != 7).ToList();
        var options = new NeuralTrainerOptions
        {
            Subwords = subwords,
            Width = width,
            Trainer = new NetworkTrainerOptions { MaxEpochs = epochs, Patience = 3, Schedule = new LearningRateSchedule(PeakRate, WarmUpSteps) },
        };
        var protector = new TokenProtector([]);
        var run = await CommandProgress.RunAsync(terminal, $"Training a network on {learnt.Count:N0} pairs", progress =>
        {
            var steps = new Progress<NetworkProgress>(step => progress.Report(new WorkDone((step.Epoch - 1 + ((double)step.Step / step.StepsOfEpoch)) / step.MaxEpochs)));
            return new NeuralTrainer(protector).Train(learnt, held, options, folder, steps, cancellationToken);
        });
        using var model = NeuralModel.Load(folder, Environment.ProcessorCount);
        var sources = held.Select(pair => protector.Protect(pair.Source, isHtml: false, glossary: null)).ToList();
        var answers = model.Translate([.. sources.Select(static source => source.Template)], to, cancellationToken);
        var bleu = answers.Index().Select(one => BleuCounts.Of(
            TextTokens.Cut(sources[one.Index].Restore(one.Item.Text ?? string.Empty).ToLowerInvariant()), TextTokens.Cut(held[one.Index].Target.ToLowerInvariant())))
            .Aggregate(default(BleuCounts), static (left, right) => left + right);
        var bytes = Directory.GetFiles(folder).Sum(static file => new FileInfo(file).Length);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{from}-{to}: {pairs.Count:N0} pairs, best after {run.BestEpoch} of {run.Epochs} epochs, {bytes / 1048576.0:0.0} MiB; held-out BLEU {bleu.Score:0.0} over {held.Count:N0} pairs."));
    }
}
