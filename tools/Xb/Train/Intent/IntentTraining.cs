using System.Globalization;
using System.Text;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;
using XbFunctions.Training;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train.Intent;

/// <summary>Trains the intent model on a simulated or given clickstream.</summary>
/// <param name="options">Settings.</param>
/// <param name="time">Stamps the model.</param>
internal sealed class IntentTraining(IntentTrainingOptions options, TimeProvider time)
{
    // Pseudonyms are only compared with each other here; no secret is needed, but the same run must give the same rows.
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("xb train intent: only for training");

    /// <summary>Events that the parser refused.</summary>
    public int Refused { get; private set; }

    /// <summary>The first of them, and why; null for none.</summary>
    public string? FirstRefusal { get; private set; }

    /// <summary>Computes the rows.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public IntentExamples Collect(IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var examples = new IntentExamples(options.RowsOfSession, options.Seed);
        var behaviour = new BehaviourOptions { TrustProducerClock = true, MaxVisitors = 2_000_000, MaxSessions = 2_000_000 };
        var replay = new IntentReplay(new ClickSubjectReader(new PseudonymKey(Key), new ReferenceRates(), new NoItemAttributes()), behaviour, examples);
        if (options.Clicks is { } path)
        {
            foreach (var line in ClickFile.Read(path, progress, cancellationToken))
            {
                if (line.Refusal is { } why)
                {
                    Note(line.Number, why);
                }
                else if (replay.Take(line.Body, line.Type) is { IsRefused: true } refusal)
                {
                    Note(line.Number, $"{refusal}");
                }
            }
        }
        else
        {
            Simulate(replay, progress, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return examples;
    }

    /// <summary>Trains.</summary>
    /// <param name="examples">From <see cref="Collect"/>.</param>
    /// <param name="progress">Told after every tree.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    public TrainedIntentModel Train(IntentExamples examples, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        new IntentTrainer(time).Train(
            examples.ToData(), examples.Times, new IntentTrainerOptions { Trees = options.Trees, Seed = options.Seed }, progress, cancellationToken);

    private void Simulate(IntentReplay replay, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var (whole, events) = (TimeSpan.FromDays(options.Days), 0);
        foreach (var simulated in new MarketplaceSimulator(MarketplaceWorld.Create(options.World)).Run(cancellationToken))
        {
            var passed = simulated.Event.OccurredAt - options.World.Start;
            if (passed >= whole)
            {
                break;
            }

            if (simulated.Hub == HubNames.Clickstream && replay.Take(EventBody.ToUtf8(simulated.Event), simulated.Event.Type) is { IsRefused: true } refusal)
            {
                Note(events, $"{refusal}");
            }

            if (++events % 1_000 == 0)
            {
                progress.Report(new WorkDone(passed / whole));
            }
        }
    }

    private void Note(int line, string refusal)
    {
        Refused++;
        FirstRefusal ??= string.Create(CultureInfo.InvariantCulture, $"event {line}: {refusal}");
    }
}
