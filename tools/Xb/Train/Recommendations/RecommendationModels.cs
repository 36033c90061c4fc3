using System.Globalization;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Training;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Trains what serves: signals, sequence model, ranker.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="settings">Sizes.</param>
/// <param name="time">Stamps the models.</param>
internal sealed class RecommendationModels(CatalogueSnapshot catalogue, RecommendationTrainingOptions settings, TimeProvider time)
{
    private const int LongestSequence = 100;
    private const int HeldVisitors = 1_500;

    private readonly string _version = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Learns signals.</summary>
    /// <param name="interactions">Interactions in the order of time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ItemSignals Signals(IEnumerable<Interaction> interactions, CancellationToken cancellationToken)
    {
        var learning = new SignalsLearning();
        foreach (var one in interactions)
        {
            learning.Add(one.Visitor, one.Sku, one.Market, one.At, one.Weight, one.IsOrder);
        }

        return learning.Learn(cancellationToken);
    }

    /// <summary>Trains the sequence model; the last item of some visitors says when to stop.</summary>
    /// <param name="interactions">Interactions in the order of time.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The model, to be disposed of, skus and sequences; <see langword="null"/> where no visitor has two items.</returns>
    public (SequenceModel Model, string[] Skus, int[][] Sequences)? NextItems(
        IReadOnlyList<Interaction> interactions, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var (skus, sequences) = Sequences(interactions);
        int[] held = [.. Enumerable.Range(0, sequences.Length).Where(static index => IdHash.Of(index.ToString(CultureInfo.InvariantCulture)) % 8 == 0)
            .Where(index => sequences[index].Length > 3).Take(HeldVisitors)];
        var heldSet = held.ToHashSet();
        int[][] training = [.. sequences.Select((sequence, index) => heldSet.Contains(index) ? sequence[..^1] : sequence).Where(static sequence => sequence.Length > 1)];
        if (training.Length == 0)
        {
            return null;
        }

        int[][] histories = [.. held.Select(index => sequences[index][..^1])];
        int[] targets = [.. held.Select(index => sequences[index][^1])];
        var model = SequenceModel.Train(
            training,
            skus.Length,
            new SequenceModelOptions
            {
                Network = new SequenceNetworkOptions
                {
                    Width = settings.Width, InnerWidth = 2 * settings.Width, MaxLength = Capabilities.Behaviour.Visitor.RecentItems,
                    InputDropout = 0.2, Dropout = 0.2, AttentionDropout = 0.1,
                },
                Trainer = new NetworkTrainerOptions { MaxEpochs = settings.Epochs, Patience = 2, Threads = settings.Threads, Schedule = new(0.002) },
            },
            histories.Length < 50 ? null : trained => MeanReciprocalRank(trained, histories, targets),
            new Steps(progress),
            cancellationToken);
        return (model, skus, sequences);
    }

    /// <summary>Packs the sequence model.</summary>
    /// <param name="trained">What <see cref="NextItems"/> gave.</param>
    /// <param name="weights">How weights are stored.</param>
    /// <param name="range">Event time of the interactions.</param>
    /// <param name="metrics">Metrics on the held-out part.</param>
    public ModelPackage Pack(
        (SequenceModel Model, string[] Skus, int[][] Sequences) trained, SequenceWeights weights, TrainingRange range, IReadOnlyDictionary<string, double> metrics) =>
        NextItemPackager.Pack(trained.Model, trained.Skus, trained.Sequences, weights, Describe(NextItemModel.ModelName, range, metrics));

    /// <summary>Packs the ranker.</summary>
    /// <param name="ranker">The trees.</param>
    /// <param name="data">Rows that they learnt from.</param>
    /// <param name="range">Event time of the interactions.</param>
    /// <param name="metrics">Metrics on the held-out part.</param>
    public ModelPackage Pack(TrainedRanker ranker, RankingData data, TrainingRange range, IReadOnlyDictionary<string, double> metrics) =>
        TreeModelPackager.Pack(ranker, data, Describe(RankerColumns.ModelName, range, metrics));

    /// <summary>Trains the ranker on candidates as serving has them; the cases of one visitor in five say when to stop.</summary>
    /// <param name="rows">Cases whose item is among the candidates.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The trees, to be disposed of, and the rows that they learnt from.</returns>
    /// <exception cref="CommandException">There are too few cases.</exception>
    public (TrainedRanker Ranker, RankingData Data) Ranker(
        List<RankerCase> rows, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        static bool IsHeld(string visitor) => IdHash.Of(visitor) % 5 == 1;
        var training = Join(rows.Where(static one => !IsHeld(one.Visitor)));
        var held = Join(rows.Where(static one => IsHeld(one.Visitor)));
        if (training.GroupSizes.Length < 50 || held.GroupSizes.Length < 10)
        {
            throw new CommandException(
                $"Only {rows.Count} moments of the part that the ranker learns from have their item among the candidates; expected 100 or more. Give more days or visitors.");
        }

        var ranker = GradientBoostedRanker.Train(
            training,
            held,
            new GradientBoostedRankerOptions { MaxIterations = settings.Trees, MaxLeaves = 16, LearningRate = 0.08, Patience = 20, Threads = settings.Threads },
            new Trees(progress),
            cancellationToken);
        return (ranker, training);
    }

    private (string[] Skus, int[][] Sequences) Sequences(IReadOnlyList<Interaction> interactions)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var sequences = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var one in interactions)
        {
            // What the catalogue lacks is never listed.
            if (!catalogue.TryFind(one.Sku, out _))
            {
                continue;
            }

            if (!numbers.TryGetValue(one.Sku, out var item))
            {
                numbers[one.Sku] = item = numbers.Count;
            }

            var sequence = sequences.TryGetValue(one.Visitor, out var known) ? known : sequences[one.Visitor] = [];

            // As the history of serving: each item once, at its latest place.
            sequence.Remove(item);
            sequence.Add(item);
        }

        return ([.. numbers.Keys], [.. sequences.Values.Select(static sequence => sequence.TakeLast(LongestSequence).ToArray())]);
    }

    private static double MeanReciprocalRank(SequenceModel model, int[][] histories, int[] targets)
    {
        var states = model.States(histories);
        var items = model.Items;
        var sum = 0.0;
        for (var index = 0; index < histories.Length; index++)
        {
            var state = states.AsSpan(index * model.Width, model.Width);
            var wanted = NextItemScores.Dot(state, items.Span.Slice(targets[index] * model.Width, model.Width));
            var above = 0;
            for (var item = 0; item < model.ItemCount; item++)
            {
                above += NextItemScores.Dot(state, items.Span.Slice(item * model.Width, model.Width)) > wanted ? 1 : 0;
            }

            sum += 1.0 / (1 + above);
        }

        return sum / histories.Length;
    }

    private static RankingData Join(IEnumerable<RankerCase> cases)
    {
        var all = cases.ToArray();
        int[] sizes = [.. all.Select(static one => one.Rows.Length / RankerColumns.Width)];
        var labels = new float[sizes.Sum()];
        var at = 0;
        foreach (var (index, one) in all.Index())
        {
            labels[at + one.Target] = 1;
            at += sizes[index];
        }

        return new RankingData(RankerColumns.Names, [.. all.SelectMany(static one => one.Rows)], labels, sizes, [.. all.Select(static one => one.Weight)]);
    }

    private ModelDescription Describe(string name, TrainingRange range, IReadOnlyDictionary<string, double> metrics) => new()
    {
        Name = name,
        Version = _version,
        CreatedAt = time.GetUtcNow(),
        TrainingRange = range,
        Metrics = metrics,
        CodeVersion = ModelDescription.CurrentCode,
    };

    private sealed class Steps(IProgress<WorkDone> progress) : IProgress<NetworkProgress>
    {
        public void Report(NetworkProgress value) => progress.Report(new WorkDone(
            (value.Epoch - 1 + ((double)value.Step / value.StepsOfEpoch)) / value.MaxEpochs,
            string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}, loss {value.Loss:F3}{(value.Metric is { } metric ? $", MRR {metric:F4}" : "")}")));
    }

    private sealed class Trees(IProgress<WorkDone> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new WorkDone((double)value.Iteration / value.MaxIterations));
    }
}
