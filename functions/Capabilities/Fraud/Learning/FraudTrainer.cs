using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// From feature rows and labels to a fraud model that can be published: trees grown on the earlier rows, thresholds and calibration chosen
/// on later ones, measured on the last, exported and held to the trainer.
/// </summary>
/// <param name="time">Stamps the model.</param>
public sealed class FraudTrainer(TimeProvider time)
{
    private static readonly int AmountColumn = FraudColumns.IndexOf("amount");

    /// <summary>Trains on the earlier rows, chooses thresholds on later ones and measures on the last.</summary>
    /// <param name="data">Rows in the order of event time, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <param name="times">Event time of each row, UTC.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told after every tree.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <exception cref="ArgumentException">Rows and times differ in number.</exception>
    /// <exception cref="TrainerException">A part holds only one class, or the trainer fails.</exception>
    /// <exception cref="TrainerUnavailableException">LightGBM does not load.</exception>
    public TrainedFraudModel Train(
        TrainingData data,
        IReadOnlyList<DateTimeOffset> times,
        FraudTrainerOptions options,
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
        var held = data.Slice(training, validation);
        var test = data.Slice(training + validation, data.RowCount - training - validation);
        var scores = Predict(trained, test);
        var heldScores = Predict(trained, held);
        var calibration = IsotonicRegression.Fit(heldScores, held.Labels, held.Weights);
        var model = FraudEvaluation.Of(scores, test.Labels);
        var amount = FraudEvaluation.Of([.. Enumerable.Range(0, test.RowCount).Select(row => test.Row(row)[AmountColumn])], test.Labels);
        var description = ModelDescription.Of(FraudServiceCollectionExtensions.ModelName, new TrainingRange(times[0], times[fit.RowCount - 1]), time.GetUtcNow()) with
        {
            Metrics = Metrics(model, amount, CalibrationError.Expected(Array.ConvertAll(scores, calibration.Apply), test.Labels)),
            Thresholds = Thresholds(heldScores, held.Labels),
            Calibration = calibration,
            Reference = References(fit, Predict(trained, fit)),
        };
        return new TrainedFraudModel
        {
            Package = TreeModelPackager.Pack(trained, fit, description),
            Rows = (training, validation, test.RowCount),
            Frauds = (fit.Positives - held.Positives, held.Positives, test.Positives),
            Trees = trained.Iterations,
            Model = model,
            Amount = amount,
            TestScores = scores,
        };
    }

    private static GradientBoostedTreesOptions SettingsOf(FraudTrainerOptions options, int validation, int rows) => new()
    {
        MaxIterations = options.Trees,
        Seed = options.Seed,

        // Half a row more, for the trainer rounds the number of rows down.
        ValidationFraction = (validation + 0.5) / rows,
    };

    private static float[] Predict(TrainedTrees trained, TrainingData data)
    {
        var scores = new double[data.RowCount];
        trained.Predict(data.Rows, data.RowCount, scores);
        return [.. scores.Select(score => (float)score)];
    }

    // Over the rows that the model knows: what it meets later is compared with them.
    private static List<ReferenceHistogram> References(TrainingData data, float[] scores)
    {
        var histograms = new List<ReferenceHistogram>(data.Width + 1) { ReferenceHistograms.Of(FraudDrift.ScoreName, scores) };
        var values = new float[data.RowCount];
        for (var column = 0; column < data.Width; column++)
        {
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = data.Row(row)[column];
            }

            histograms.Add(ReferenceHistograms.Of(data.Columns[column], values));
        }

        return histograms;
    }

    // A threshold that flags nothing is infinite, which JSON cannot say and no probability reaches: 1 stands for it.
    private static Dictionary<string, double> Thresholds(float[] scores, float[] labels)
    {
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [FraudThresholds.ReviewKey] = At(FraudEvaluation.ReviewRate),
            [FraudThresholds.DeclineKey] = At(FraudEvaluation.DeclineRate),
        };

        double At(double rate) => Math.Min(1, BinaryMetrics.AtFalsePositiveRate(scores, labels, rate).Threshold);
    }

    private static Dictionary<string, double> Metrics(FraudEvaluation model, FraudEvaluation amount, double calibrationError) =>
        new(StringComparer.Ordinal)
        {
            ["aucRoc"] = model.AucRoc,
            ["averagePrecision"] = model.AveragePrecision,
            ["recallAtFalsePositiveRate1Percent"] = model.RecallAt1,
            ["calibrationError"] = calibrationError,
            ["amountOnlyAucRoc"] = amount.AucRoc,
            ["amountOnlyAveragePrecision"] = amount.AveragePrecision,
            ["amountOnlyRecallAtFalsePositiveRate1Percent"] = amount.RecallAt1,
        };
}
