using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Warnings;

/// <summary>Simulated payments through the app's own scorer, watch and detector, minute by minute; no hub and no journal.</summary>
internal sealed class WarningSimulation : IAsyncDisposable, IFraudWarnings
{
    private const int Partitions = 4;
    private const string Key = "eGIgd2FybmluZ3Mgc2ltdWxhdGU6IHNpbXVsYXRlZCBpZHMgb25seQ==";

    private readonly ServiceProvider _services;
    private readonly SimulatedClock _clock;
    private readonly SimulationOptions _world;
    private readonly PaymentScorer _scorer;
    private readonly FraudWatcher _watcher;
    private readonly SurgeDetector _detector;
    private readonly WarningOptions _options;
    private readonly FraudState[] _payments;
    private readonly WatchState[] _decisions;
    private readonly BatchResult[] _scored = [.. Enumerable.Range(0, Partitions).Select(static _ => new BatchResult())];
    private readonly BatchResult[] _watched = [.. Enumerable.Range(0, Partitions).Select(static _ => new BatchResult())];
    private readonly List<StreamEvent>[] _incoming = [.. Enumerable.Range(0, Partitions).Select(static _ => new List<StreamEvent>())];
    private readonly List<StreamEvent>[] _decided = [.. Enumerable.Range(0, Partitions).Select(static _ => new List<StreamEvent>())];
    private readonly MinuteLedger _ledger = new();
    private readonly List<FraudWarning> _events = [];
    private readonly Dictionary<string, FraudScenario> _truth = new(StringComparer.Ordinal);
    private readonly List<(FraudWarning Warning, bool IsFraud)> _raised = [];
    private long _count;
    private long _held;
    private long _bySurge;

    private WarningSimulation(ServiceProvider services, SimulatedClock clock, SimulationOptions world, WarningOptions options)
    {
        (_services, _clock, _world, _options) = (services, clock, world, options);
        _scorer = ActivatorUtilities.CreateInstance<PaymentScorer>(services, (IFraudWarnings)this);
        _watcher = services.GetRequiredService<FraudWatcher>();
        _detector = new SurgeDetector(options);
        _payments = [.. Enumerable.Range(0, Partitions).Select(id => _scorer.CreateState(new StreamPartition(HubNames.Payments, "fraud", $"{id}")))];
        _decisions = [.. Enumerable.Range(0, Partitions).Select(id => _watcher.CreateState(new StreamPartition(HubNames.Decisions, "warning", $"{id}")))];
    }

    /// <inheritdoc/>
    public WarningMatcher? Current { get; private set; }

    /// <summary>Makes the services and loads the shipped model.</summary>
    /// <param name="storage">Connection string of a store for the model.</param>
    /// <param name="world">The marketplace.</param>
    /// <param name="falseAlarms">False alarms accepted on a day.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    public static async Task<WarningSimulation> CreateAsync(
        string storage, SimulationOptions world, double falseAlarms, CancellationToken cancellationToken)
    {
        var clock = new SimulatedClock { Now = world.Start };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Pseudonyms:Key", Key)]).Build());
        services.AddSingleton(new BlobServiceClient(storage));
        services.AddSingleton(new StateOptions());
        services.AddFraud();
        services.AddFraudWarnings();
        var provider = services.BuildServiceProvider();
        var registry = provider.GetRequiredService<ModelRegistry>();
        await registry.SeedAsync(Path.Combine(AppContext.BaseDirectory, "models", "fraud"), cancellationToken);
        var slot = provider.GetRequiredService<ModelSlot>();
        await slot.StartAsync(cancellationToken);
        var options = new WarningOptions { FalseAlarmsPerDay = falseAlarms };
        return slot.Manifest is not null
            ? new WarningSimulation(provider, clock, world, options)
            : throw new CommandException($"The shipped model cannot be loaded: {slot.Reason}");
    }

    /// <summary>Runs.</summary>
    /// <param name="length">Event time to run for.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<WarningReport> RunAsync(TimeSpan length, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var minute = _world.Start.ToUnixTimeSeconds() / 60;
        var end = _world.Start + length;
        var sequence = 0L;
        foreach (var simulated in new MarketplaceSimulator(MarketplaceWorld.Create(_world)).Run(cancellationToken))
        {
            var at = simulated.Event.OccurredAt;
            for (; at.ToUnixTimeSeconds() / 60 > minute; minute++)
            {
                await EndMinuteAsync(minute, cancellationToken);
                progress.Report(new WorkDone((_clock.Now - _world.Start) / length));
            }

            if (at >= end)
            {
                break;
            }

            if (simulated.Event is PaymentAuthorised payment)
            {
                _truth[payment.PaymentId.Value] = simulated.Scenario;
            }

            _incoming[PartitionKeyHash.Place(simulated.Event.PartitionKey, Partitions)].Add(new StreamEvent(
                sequence++, at, EventBody.ToUtf8(simulated.Event), simulated.Event.EventId, simulated.Event.Type, null));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new WarningReport(
            (length - _options.WarmUp).TotalDays, _count, _held, _bySurge, _options.FalseAlarmsPerDay, _raised, [.. _world.Surges.Select(Outcome)]);
    }

    /// <summary>Lets go of the services.</summary>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task EndMinuteAsync(long minute, CancellationToken cancellationToken)
    {
        _clock.Now = DateTimeOffset.UnixEpoch.AddMinutes(minute).AddSeconds(59);
        for (var partition = 0; partition < Partitions; partition++)
        {
            await ScoreAsync(partition, cancellationToken);
        }

        var cells = _ledger.Edit(minute);
        for (var partition = 0; partition < Partitions; partition++)
        {
            _watched[partition].Reset();
            await _watcher.ProcessAsync(_decisions[partition], _decided[partition].ToArray(), _watched[partition], cancellationToken);
            _decided[partition].Clear();
            if (_decisions[partition].OpenMinute == minute)
            {
                _decisions[partition].MergeOpenMinute(cells);
            }
        }

        _events.Clear();
        _detector.Step(minute, _ledger, _events);
        _raised.AddRange(_events.Where(static one => one.Stage == WarningStage.Raised).Select(one => (one, IsFraud(one))));
        Current = _detector.Active.Count == 0 ? null : new WarningMatcher(_detector.Active);
        _ledger.ForgetBefore(minute - (2 * SurgeDetector.LongestWindow));
    }

    private async Task ScoreAsync(int partition, CancellationToken cancellationToken)
    {
        var result = _scored[partition];
        result.Reset();
        await _scorer.ProcessAsync(_payments[partition], _incoming[partition].ToArray(), result, cancellationToken);
        _incoming[partition].Clear();
        for (var index = 0; index < result.OutputCount; index++)
        {
            var output = result.OutputAt(index);
            _decided[PartitionKeyHash.Place(output.PartitionKey.ToString(), Partitions)].Add(
                new StreamEvent(0, _clock.Now, output.Body.ToArray(), output.EventId.ToString(), output.EventType, null));
            Count(output);
        }
    }

    private void Count(in OutgoingEvent output)
    {
        if (output.EventType != EventTypes.FraudDecided)
        {
            return;
        }

        var decided = JsonSerializer.Deserialize(output.Body.Span, EventJson.Default.FraudDecided)!;
        _count++;
        _held += decided.Outcome == DecisionOutcome.Approve ? 0 : 1;
        _bySurge += decided.Rules is [{ Name: "surge" }] ? 1 : 0;
    }

    private bool IsFraud(FraudWarning warning) =>
        2 * warning.Samples.Count(sample => _truth.GetValueOrDefault(sample.Value) is not (FraudScenario.None or FraudScenario.FriendlyFraud)) >= warning.Samples.Count;

    private (FraudSurge Surge, TimeSpan? FoundAfter, FraudWarning? By) Outcome(FraudSurge surge)
    {
        var begin = _world.Start + surge.Begin;
        var issuer = surge.Issuer.ToString();
        var found = _raised.Select(static one => one.Warning).FirstOrDefault(one =>
            one.OccurredAt > begin && one.OccurredAt <= begin + surge.Length + TimeSpan.FromMinutes(SurgeDetector.LongestWindow)
            && (one.Key == $"{issuer}-{surge.Shipping}" || (one.Dimension == WatchDimension.Issuer && one.Key == issuer)));
        return (surge, found is null ? null : found.OccurredAt - begin, found);
    }
}
