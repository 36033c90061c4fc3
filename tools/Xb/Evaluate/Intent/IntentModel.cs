using XbFunctions.Training;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary>Probability that a session buys: the mean log odds of boosted trees and of networks, each with several seeds.</summary>
internal sealed class IntentModel : IDisposable
{
    private const int Seeds = 6;
    private const float NetworkShare = 0.3f;

    private readonly IntentRows _rows;
    private readonly List<TrainedTrees> _trees = [];
    private readonly List<TwoClassModel> _networks = [];

    private IntentModel(IntentRows rows) => _rows = rows;

    /// <summary>Trains.</summary>
    /// <param name="sessions">Sessions with a label.</param>
    /// <param name="hasPageValues">Whether the page values may be used.</param>
    /// <param name="threads">Threads of the trainers.</param>
    /// <param name="seed">Seed of all random choices.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IntentModel Train(
        IReadOnlyList<IntentSession> sessions, bool hasPageValues, int threads, int seed, CancellationToken cancellationToken)
    {
        var model = new IntentModel(new IntentRows(sessions, hasPageValues));
        try
        {
            int[] seeds = [.. Enumerable.Range(seed * Seeds, Seeds)];

            // One trial's number of trees is a matter of luck; their mean is not.
            var trees = (int)Math.Ceiling(seeds.Average(member => model.TreesOf(sessions, threads, member, cancellationToken)));
            foreach (var member in seeds)
            {
                model.Add(sessions, threads, member, trees, cancellationToken);
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Scores sessions.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <returns>Probabilities by part: all together, trees alone, networks alone.</returns>
    public (float[] All, float[] Trees, float[] Networks) Predict(IReadOnlyList<IntentSession> sessions)
    {
        var rows = _rows.Of(sessions);
        var (trees, networks) = (new float[sessions.Count], new float[sessions.Count]);
        var scores = new double[sessions.Count];
        foreach (var member in _trees)
        {
            member.Predict(rows, sessions.Count, scores);
            for (var i = 0; i < scores.Length; i++)
            {
                trees[i] += (float)(Math.Log(scores[i] / (1 - scores[i])) / _trees.Count);
            }
        }

        foreach (var logOdds in _networks.Select(member => member.LogOdds(rows)))
        {
            for (var i = 0; i < logOdds.Length; i++)
            {
                networks[i] += logOdds[i] / _networks.Count;
            }
        }

        var all = trees.Zip(networks, static (tree, network) => ((1 - NetworkShare) * tree) + (NetworkShare * network));
        return ([.. all.Select(Probability)], Array.ConvertAll(trees, Probability), Array.ConvertAll(networks, Probability));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _trees.ForEach(static member => member.Dispose());
        _networks.ForEach(static member => member.Dispose());
    }

    private static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    private int TreesOf(IReadOnlyList<IntentSession> sessions, int threads, int seed, CancellationToken cancellationToken)
    {
        using var trial = GradientBoostedTrees.Train(Shuffled(sessions, seed), Settings(seed, threads, 0.2, 600), null, cancellationToken);
        return trial.Iterations;
    }

    // Files are in the order of months; the part that early stopping watches must not be one season.
    private TrainingData Shuffled(IReadOnlyList<IntentSession> sessions, int seed)
    {
        var shuffled = sessions.ToArray();
        new Random(seed).Shuffle(shuffled);
        return new TrainingData(
            _rows.Columns, _rows.Of(shuffled), Array.ConvertAll(shuffled, static session => session.HasBought == true ? 1f : 0f));
    }

    private void Add(IReadOnlyList<IntentSession> sessions, int threads, int seed, int trees, CancellationToken cancellationToken)
    {
        var data = Shuffled(sessions, seed);
        var (rows, labels) = (data.Rows, data.Labels);
        _trees.Add(GradientBoostedTrees.Train(data, Settings(seed, threads, 0, trees), null, cancellationToken));
        _networks.Add(TwoClassModel.Train(rows, labels, _rows.Columns.Count, new TwoClassModelOptions
        {
            Hidden = [48, 24],
            Dropout = 0.3,
            BatchRows = 128,
            Trainer = new NetworkTrainerOptions
            {
                MaxEpochs = 20,
                Seed = seed,
                Threads = 1,
                Schedule = new LearningRateSchedule(0.003, 50, 20 * labels.Length / 128, 0.02),
                Optimizer = new AdamWOptions { WeightDecay = 0.05 },
            },
        }, cancellationToken: cancellationToken));
    }

    private static GradientBoostedTreesOptions Settings(int seed, int threads, double validation, int iterations) => new()
    {
        Seed = seed,
        Threads = threads,
        MaxIterations = iterations,
        LearningRate = 0.025,
        MaxLeaves = 12,
        MinRowsInLeaf = 30,
        L2 = 5,
        ColumnFraction = 0.5,
        RowFraction = 0.7,
        ValidationFraction = validation,
        ValidationMetric = ValidationMetric.LogLoss,
        Patience = 60,
    };
}
