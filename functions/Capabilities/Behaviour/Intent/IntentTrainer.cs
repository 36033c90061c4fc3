using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// From rows of open sessions to an intent model that can be published: trees grown on the earlier rows, stopped by later ones, measured on the
/// last, exported and held to the trainer.
/// </summary>
/// <param name="time">Stamps the model.</param>
public sealed class IntentTrainer(TimeProvider time)
{
    private static readonly int CartColumn = IntentColumns.Names.ToList().IndexOf("cart_lines");

    /// <summary>Trains.</summary>
    /// <param name="data">Rows in the order of event time, columns as in <see cref="IntentColumns.Names"/>; 1 where an order followed in the session.</param>
    /// <param name="times">Beginning of each row's session, UTC.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told after every tree.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <exception cref="ArgumentException">Rows and times differ in number.</exception>
    /// <exception cref="TrainerException">A part holds only one class, or the trainer fails.</exception>
    /// <exception cref="TrainerUnavailableException">LightGBM does not load.</exception>
    public TrainedIntentModel Train(
        TrainingData data,
        IReadOnlyList<DateTimeOffset> times,
        IntentTrainerOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (times.Count != data.RowCount)
        {
            throw new ArgumentException($"Expected {data.RowCount} times, got {times.Count}.", nameof(times));
        }

        var training = (int)(data.RowCount * options.TrainingShare);
        var validation = (int)(data.RowCount * options.ValidationShare);
        var fit = data.Slice(0, training + validation);
        using var trained = GradientBoostedTrees.Train(fit, SettingsOf(options, validation, fit.RowCount), progress, cancellationToken);
        var test = data.Slice(fit.RowCount, data.RowCount - fit.RowCount);
        var scores = new double[test.RowCount];
        trained.Predict(test.Rows, test.RowCount, scores);
        var description = ModelDescription.Of(IntentScorer.ModelName, new TrainingRange(times[0], times[fit.RowCount - 1]), time.GetUtcNow()) with
        {
            Metrics = Metrics(Array.ConvertAll(scores, static score => (float)score), test),
        };
        return new TrainedIntentModel
        {
            Package = TreeModelPackager.Pack(trained, fit, description),
            Rows = (training, validation, test.RowCount),
            TestShare = (double)test.Positives / Math.Max(1, test.RowCount),
            Trees = trained.Iterations,
        };
    }

    private static GradientBoostedTreesOptions SettingsOf(IntentTrainerOptions options, int validation, int rows) => new()
    {
        MaxIterations = options.Trees,
        Seed = options.Seed,
        MaxLeaves = 15,
        LearningRate = 0.1,
        MinRowsInLeaf = 100,

        // Not the ranking: the number itself is told.
        ValidationMetric = ValidationMetric.LogLoss,

        // Half a row more, for the trainer rounds the number of rows down.
        ValidationFraction = (validation + 0.5) / rows,
    };

    private static Dictionary<string, double> Metrics(float[] scores, TrainingData test)
    {
        var cart = new float[test.RowCount];
        for (var row = 0; row < cart.Length; row++)
        {
            cart[row] = test.Row(row)[CartColumn];
        }

        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["aucRoc"] = BinaryMetrics.AucRoc(scores, test.Labels),
            ["averagePrecision"] = BinaryMetrics.AveragePrecision(scores, test.Labels),
            ["logLoss"] = BinaryMetrics.LogLoss(scores, test.Labels),
            ["calibrationError"] = CalibrationError.Expected(scores, test.Labels),
            ["cartOnlyAucRoc"] = BinaryMetrics.AucRoc(cart, test.Labels),
            ["cartOnlyAveragePrecision"] = BinaryMetrics.AveragePrecision(cart, test.Labels),
            ["positiveShare"] = (double)test.Positives / Math.Max(1, test.RowCount),
        };
    }
}
