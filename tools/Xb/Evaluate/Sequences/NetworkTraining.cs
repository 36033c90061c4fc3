using System.Globalization;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Trains the sequence model, first against the validation items, then with them.</summary>
internal static class NetworkTraining
{
    private const int SampleUsers = 5000;

    /// <summary>Trains without the validation items until NDCG@10 on them (of a sample of users) no longer improves.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">Epochs, threads, seed.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SequenceModel UntilBest(
        SequenceData data, SequenceOptions options, IProgress<WorkDone>? progress, CancellationToken cancellationToken)
    {
        var step = Math.Max(1, data.Cases.Length / SampleUsers);
        int[] users = [.. data.Cases.Where((_, index) => index % step == 0)];
        int[][] histories = [.. users.Select(user => data.Sequences[user][..^2])];
        int[] targets = [.. users.Select(user => data.Sequences[user][^2])];
        return SequenceModel.Train(
            data.Without(2),
            data.ItemIds.Count,
            Settings(options, options.Epochs),
            model => RankingScores.Of(Lists(new ItemVectors(model.Items, model.Width), model.States(histories), histories), targets).Ndcg10,
            new Steps(progress),
            cancellationToken);
    }

    /// <summary>Trains with the validation items for a number of epochs.</summary>
    /// <param name="data">The data.</param>
    /// <param name="epochs">Epochs.</param>
    /// <param name="options">Threads, seed.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SequenceModel Refit(
        SequenceData data, int epochs, SequenceOptions options, IProgress<WorkDone>? progress, CancellationToken cancellationToken) =>
        SequenceModel.Train(
            data.Without(1), data.ItemIds.Count, Settings(options, epochs), null, new Steps(progress), cancellationToken);

    /// <summary>The lists of the model as it is exported with 8-bit weights.</summary>
    /// <param name="model">The model.</param>
    /// <param name="histories">Histories.</param>
    public static int[][] EightBitLists(SequenceModel model, IReadOnlyList<int[]> histories)
    {
        const int BatchSize = 256;
        using var exported = ExportedStates.Open(model.Export(SequenceWeights.EightBit));
        float[] states = [.. histories.Chunk(BatchSize).SelectMany(exported.States)];
        return Lists(new ItemVectors(model.ItemsAs(SequenceWeights.EightBit), model.Width), states, histories);
    }

    private static SequenceModelOptions Settings(SequenceOptions options, int epochs) => new()
    {
        Trainer = new NetworkTrainerOptions
        {
            MaxEpochs = epochs,
            Patience = 3,
            Threads = options.Threads,
            Seed = options.Seed,

            // Twice Adam's own: nearly as good in half the epochs.
            Schedule = new LearningRateSchedule(0.002),
        },
    };

    private static int[][] Lists(ItemVectors vectors, float[] states, IReadOnlyList<int[]> histories)
    {
        var lists = new int[histories.Count][];
        Parallel.For(
            0,
            histories.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new float[vectors.Count],
            (index, _, scores) =>
            {
                vectors.Score(states.AsSpan(index * vectors.Width, vectors.Width), scores);
                lists[index] = BestItems.Of(scores, RankedLists.Length, histories[index]);
                return scores;
            },
            static _ => { });
        return lists;
    }

    private sealed class Steps(IProgress<WorkDone>? progress) : IProgress<NetworkProgress>
    {
        public void Report(NetworkProgress value)
        {
            var note = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}, loss {value.Loss:F3}");
            if (value.Metric is { } metric)
            {
                note += string.Create(CultureInfo.InvariantCulture, $", validation NDCG@10 {metric:F4}, best at {value.BestEpoch}");
            }

            var done = value.Epoch - 1 + ((double)value.Step / value.StepsOfEpoch);
            progress?.Report(new WorkDone(done / value.MaxEpochs, note));
        }
    }
}
