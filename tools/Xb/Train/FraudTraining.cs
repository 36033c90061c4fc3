using System.Reflection;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.Training;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>Trains the fraud model on a simulated marketplace.</summary>
/// <param name="options">Settings.</param>
/// <param name="time">Stamps the model.</param>
internal sealed class FraudTraining(FraudTrainingOptions options, TimeProvider time)
{
    private static readonly int AmountColumn = FraudColumns.IndexOf("amount");

    /// <summary>Simulates and computes the features.</summary>
    /// <param name="progress">Told how much of the event time is done.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public FraudRows Collect(IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var rows = new FraudRows((int)(options.Days * options.World.PaymentsPerDay * 1.1));
        var replay = new FraudReplay(options, rows);
        var (whole, events) = (options.LastLabel - options.World.Start, 0L);
        foreach (var simulated in new MarketplaceSimulator(MarketplaceWorld.Create(options.World)).Run(cancellationToken))
        {
            if (simulated.Event.OccurredAt >= options.LastLabel)
            {
                break;
            }

            if (simulated.Hub == HubNames.Payments)
            {
                replay.Take(simulated);
            }

            if (++events % 1_000 == 0)
            {
                progress.Report(new WorkDone((simulated.Event.OccurredAt - options.World.Start) / whole));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return rows;
    }

    /// <summary>Trains on the earlier rows, chooses thresholds on later ones and measures on the last.</summary>
    /// <param name="rows">From <see cref="Collect"/>.</param>
    /// <param name="progress">Told after every tree.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <exception cref="TrainerException">A part holds only one class, or the trainer fails.</exception>
    /// <exception cref="TrainerUnavailableException">LightGBM does not load.</exception>
    public TrainedFraudModel Train(FraudRows rows, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var training = (int)(rows.Count * FraudTrainingOptions.TrainingShare);
        var validation = (int)(rows.Count * FraudTrainingOptions.ValidationShare);
        var fit = rows.Slice(0, training + validation);
        var settings = new GradientBoostedTreesOptions
        {
            MaxIterations = options.Trees,
            Seed = (int)(options.World.Seed % int.MaxValue),

            // Half a row more, for the trainer rounds the number of rows down.
            ValidationFraction = (validation + 0.5) / fit.RowCount,
        };
        using var trained = GradientBoostedTrees.Train(fit, settings, progress, cancellationToken);
        var held = rows.Slice(training, validation);
        var test = rows.Slice(training + validation, rows.Count - training - validation);
        var scores = Predict(trained, test);
        var thresholds = Thresholds(Predict(trained, held), held.Labels);
        var model = FraudEvaluation.Of(scores, test.Labels);
        var amount = FraudEvaluation.Of([.. Enumerable.Range(0, test.RowCount).Select(row => test.Row(row)[AmountColumn])], test.Labels);
        return new TrainedFraudModel
        {
            Package = TreeModelPackager.Pack(trained, fit, Describe(rows, fit.RowCount, model, amount, thresholds)),
            Rows = (training, validation, test.RowCount),
            Frauds = (fit.Positives - held.Positives, held.Positives, test.Positives),
            Trees = trained.Iterations,
            Model = model,
            Amount = amount,
            Scenarios = FraudEvaluation.ByScenario(
                scores, [.. rows.Truth.Skip(training + validation)], thresholds[FraudThresholds.ReviewKey]),
        };
    }

    private static float[] Predict(TrainedTrees trained, TrainingData data)
    {
        var scores = new double[data.RowCount];
        trained.Predict(data.Rows, data.RowCount, scores);
        return [.. scores.Select(score => (float)score)];
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

    private ModelDescription Describe(
        FraudRows rows, int fitted, FraudEvaluation model, FraudEvaluation amount, IReadOnlyDictionary<string, double> thresholds)
    {
        var now = time.GetUtcNow();
        return new ModelDescription
        {
            Name = FraudServiceCollectionExtensions.ModelName,
            Version = now.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture),
            CreatedAt = now,
            TrainingRange = new TrainingRange(rows.Times[0], rows.Times[fitted - 1]),
            Metrics = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["aucRoc"] = model.AucRoc,
                ["averagePrecision"] = model.AveragePrecision,
                ["recallAtFalsePositiveRate1Percent"] = model.RecallAt1,
                ["amountOnlyAucRoc"] = amount.AucRoc,
                ["amountOnlyAveragePrecision"] = amount.AveragePrecision,
                ["amountOnlyRecallAtFalsePositiveRate1Percent"] = amount.RecallAt1,
            },
            CodeVersion = typeof(FraudFeatures).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            Thresholds = thresholds,
        };
    }
}
