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
    public SimulatedFraudModel Train(FraudRows rows, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var settings = new FraudTrainerOptions { Trees = options.Trees, Seed = (int)(options.World.Seed % int.MaxValue) };
        var trained = new FraudTrainer(time).Train(rows.Slice(0, rows.Count), rows.Times, settings, progress, cancellationToken);
        var review = trained.Package.Manifest.Thresholds![FraudThresholds.ReviewKey];
        var first = rows.Count - trained.Rows.Test;
        using var model = ScoringModel.Load(trained.Package.Onnx, trained.Package.Manifest);
        var shares = new ScenarioShares(model.Explainer!).Of(
            rows.Slice(first, trained.Rows.Test), trained.TestScores, [.. rows.Truth.Skip(first)], review, cancellationToken);
        return new SimulatedFraudModel(trained, shares);
    }
}
