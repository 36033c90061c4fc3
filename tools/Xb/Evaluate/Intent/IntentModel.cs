using XbFunctions.Training;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary>
/// Probability that a session buys: the mean log odds of boosted trees and of networks, each with several seeds. How many trees there are and how
/// much the networks count is chosen on parts of the sessions that trials did not learn from.
/// </summary>
internal sealed class IntentModel : IDisposable
{
    private const int Seeds = 6;
    private const int Trials = 3;
    private const double TrialShare = 0.2;
    private const int Epochs = 20;
    private const int BatchRows = 128;

    private readonly IntentRows _rows;
    private readonly List<TrainedTrees> _trees = [];
    private readonly List<TwoClassModel> _networks = [];

    private float _networkShare;

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
            var trials = seeds.Take(Trials).Select(member => model.Try(sessions, threads, member, cancellationToken)).ToArray();
            var trees = (int)Math.Ceiling(trials.Average(static trial => trial.Trees));
            model._networkShare = BestShare(trials);
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
                trees[i] += LogOdds(scores[i]) / _trees.Count;
            }
        }

        foreach (var logOdds in _networks.Select(member => member.LogOdds(rows)))
        {
            for (var i = 0; i < logOdds.Length; i++)
            {
                networks[i] += logOdds[i] / _networks.Count;
            }
        }

        var all = trees.Zip(networks, (tree, network) => Mix(tree, network, _networkShare));
        return ([.. all.Select(Probability)], Array.ConvertAll(trees, Probability), Array.ConvertAll(networks, Probability));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _trees.ForEach(static member => member.Dispose());
        _networks.ForEach(static member => member.Dispose());
    }

    private static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    private static float Mix(float tree, float network, float networkShare) => ((1 - networkShare) * tree) + (networkShare * network);

    // In steps of a twentieth, as finer ones are within chance.
    private static float BestShare(Trial[] trials)
    {
        var (best, least) = (0f, double.MaxValue);
        for (var step = 0; step <= 16; step++)
        {
            var share = step / 20f;
            var loss = trials.Average(trial => BinaryMetrics.LogLoss(
                [.. trial.TreeOdds.Zip(trial.NetworkOdds, (tree, network) => Probability(Mix(tree, network, share)))], trial.Labels));
            (best, least) = loss < least ? (share, loss) : (best, least);
        }

        return best;
    }

    // Trees stop where the held part says so; trees and networks then predict that part.
    private Trial Try(IReadOnlyList<IntentSession> sessions, int threads, int seed, CancellationToken cancellationToken)
    {
        var data = Shuffled(sessions, seed);
        using var trees = GradientBoostedTrees.Train(data, Settings(seed, threads, TrialShare, 800), null, cancellationToken);
        var held = (int)(data.RowCount * TrialShare);
        var learnt = data.Slice(0, data.RowCount - held);
        var rest = data.Slice(data.RowCount - held, held);
        using var network = Network(learnt, seed, cancellationToken);
        var scores = new double[held];
        trees.Predict(rest.Rows, held, scores);
        return new Trial(trees.Iterations, Array.ConvertAll(scores, LogOdds), network.LogOdds(rest.Rows), rest.Labels);
    }

    private static float LogOdds(double score) => (float)Math.Log(score / (1 - score));

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
        _trees.Add(GradientBoostedTrees.Train(data, Settings(seed, threads, 0, trees), null, cancellationToken));
        _networks.Add(Network(data, seed, cancellationToken));
    }

    private static TwoClassModel Network(TrainingData data, int seed, CancellationToken cancellationToken) =>
        TwoClassModel.Train(data.Rows, data.Labels, data.Width, new TwoClassModelOptions
        {
            Hidden = [48, 24],
            Dropout = 0.3,
            BatchRows = BatchRows,
            Trainer = new NetworkTrainerOptions
            {
                MaxEpochs = Epochs,
                Seed = seed,
                Threads = 1,
                Schedule = new LearningRateSchedule(0.003, 50, Epochs * data.RowCount / BatchRows, 0.02),
                Optimizer = new AdamWOptions { WeightDecay = 0.05 },
            },
        }, cancellationToken: cancellationToken);

    private static GradientBoostedTreesOptions Settings(int seed, int threads, double validation, int iterations) => new()
    {
        Seed = seed,
        Threads = threads,
        MaxIterations = iterations,
        LearningRate = 0.02,
        MaxLeaves = 12,
        MinRowsInLeaf = 30,
        L2 = 5,
        ColumnFraction = 0.3,
        RowFraction = 0.6,
        ValidationFraction = validation,
        ValidationMetric = ValidationMetric.LogLoss,
        Patience = 60,
    };

    /// <summary>What a trial gave.</summary>
    /// <param name="Trees">Trees at its best.</param>
    /// <param name="TreeOdds">Log odds of the trees on the held part.</param>
    /// <param name="NetworkOdds">Those of the network.</param>
    /// <param name="Labels">The held part's labels.</param>
    private sealed record Trial(int Trees, float[] TreeOdds, float[] NetworkOdds, float[] Labels);
}
