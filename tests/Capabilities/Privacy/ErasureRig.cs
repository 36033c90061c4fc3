using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Privacy;

/// <summary>The three functions that know customers, on real storage, with two partitions each; events go round when a test says so.</summary>
internal sealed class ErasureRig : IAsyncDisposable, IEventPublisher, IHubPartitions
{
    public const int Partitions = 2;
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly PseudonymKey Key = new(new byte[32]);
    private readonly string _folder;
    private readonly AzuriteProcess _azurite;
    private readonly TestMeters _meters = new();
    private readonly Queue<(string Hub, string? Partition, string Key, StreamEvent Event)> _waiting = [];
    private readonly Dictionary<(string Hub, string Partition), long> _sequences = [];
    private readonly List<(string Hub, string Partition, StreamEvent Event)> _log = [];
    private readonly HashSet<string> _running = [];
    private ModelSlot _slot = null!;
    private FraudExchange _exchange = null!;
    private StreamRunner<FraudState> _fraud = null!;
    private StreamRunner<WatchState> _watch = null!;
    private StreamRunner<BehaviourState> _behaviour = null!;

    private ErasureRig(string folder, AzuriteProcess azurite) => (_folder, _azurite) = (folder, azurite);

    public FakeTimeProvider Clock { get; } = new(Start.AddHours(1));

    public string Connection => _azurite.ConnectionString;

    public BlobServiceClient Blobs => new(Connection);

    public PseudonymKeys Keys { get; init; } = new(Key, []);

    /// <summary>Called before events are taken; throws to refuse them.</summary>
    public Action? BeforePublish { get; set; }

    public static async Task<ErasureRig> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("xb-erasure-").FullName;
        var rig = new ErasureRig(folder, await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken));
        rig.Open();
        return rig;
    }

    public static Pseudonym Customer(string id) => Key.Of(PseudonymKind.Customer, id);

    /// <summary>Ends the functions as a stop does, and begins anew as another instance.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        Open();
    }

    public void Pay(string id, string customer, string instrument, double minutes = 0) => Send(HubNames.Payments, customer, string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{Start.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{customer}}",
        "instrumentId":"{{instrument}}","method":"card","sellerId":"s-1","market":"DE","amount":9000,"currency":"EUR","deviceId":"d-{{instrument}}"}
        """));

    public void Click(int id, string who, bool isCustomer, double minutes, string more = "") => Send(HubNames.Clickstream, who, string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"{{(more.Length == 0 ? "product.viewed" : "customer.identified")}}","eventId":"e-{{id}}","occurredAt":"{{Start.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ss.fffZ}}","market":"DE",
        "{{(isCustomer ? "customerId" : "anonymousId")}}":"{{who}}","language":"de"{{(more.Length == 0 ? ",\"sku\":\"k-1\",\"unitPrice\":12.5,\"currency\":\"EUR\"" : more)}}}
        """));

    public void Send(string hub, string key, string body) =>
        _waiting.Enqueue((hub, null, key, new StreamEvent(0, default, Encoding.UTF8.GetBytes(body), null, null, null, key)));

    /// <summary>Delivers what waits, and what comes of it, event by event until nothing waits.</summary>
    public async Task DeliverAsync()
    {
        while (_waiting.TryDequeue(out var next))
        {
            var partition = next.Partition ?? PartitionPlacement.Of(next.Key, Partitions).ToString(CultureInfo.InvariantCulture);
            var sequence = _sequences.GetValueOrDefault((next.Hub, partition));
            _sequences[(next.Hub, partition)] = sequence + 1;
            var e = next.Event with { SequenceNumber = sequence, EnqueuedAt = Start.AddHours(1).AddMilliseconds(sequence) };
            _log.Add((next.Hub, partition, e));
            await RunAsync(next.Hub, partition, e);
        }

        Clock.Advance(TimeSpan.FromSeconds(5));
        foreach (var partition in _sequences.Keys.Where(static key => key.Hub == HubNames.Payments).Select(static key => key.Partition).Where(_running.Contains))
        {
            await _exchange.PublisherOf(partition).Publishing;
        }
    }

    /// <summary>Everything that was ever delivered comes again.</summary>
    public async Task RedeliverAsync()
    {
        foreach (var (hub, partition, e) in _log)
        {
            await RunAsync(hub, partition, e);
        }
    }

    public ErasureDesk Desk()
    {
        var eraser = new ReadModelEraser(new TableServiceClient(Connection));
        var labels = new AnalystLabels(new TableServiceClient(Connection));
        IKnownCustomers[] known = [new FraudTableErasure(eraser, labels), new BehaviourTableErasure(eraser)];
        return new ErasureDesk(new ErasureStore(Blobs), Dispatch(Blobs), known, Options, Clock, NullLogger<ErasureDesk>.Instance);
    }

    /// <summary>A job as one call of the timer has it.</summary>
    /// <param name="policies">Stand between it and storage.</param>
    public ErasureJob Job(params HttpPipelinePolicy[] policies)
    {
        var blobs = Client(policies);
        return new ErasureJob(
            new ErasureStore(blobs), Dispatch(blobs, policies), Stores(blobs, policies), Keys, new JournalAge(blobs, new StateOptions()), ErasureClock, NullLogger<ErasureJob>.Instance);
    }

    /// <summary>Runs the job as the timer does until nothing is pending.</summary>
    public async Task FinishAsync()
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (await Job().RunAsync(CancellationToken.None) > 0)
        {
            Assert.IsLessThan(TimeSpan.FromMinutes(3), TimeProvider.System.GetElapsedTime(patience), "a safety net: seconds on an idle machine");
            Clock.Advance(TimeSpan.FromMinutes(1));
            await DeliverAsync();
        }
    }

    public async Task<FraudState?> FraudAsync(string customer) => (await new StreamStateReader<FraudState>(Scorer(), Blobs, new StateOptions()).ReadAsync(
        new StreamPartition(HubNames.Payments, "fraud", PartitionPlacement.Of(customer, Partitions).ToString(CultureInfo.InvariantCulture))))?.State;

    public async Task<BehaviourState?> BehaviourAsync(string visitor) => (await new StreamStateReader<BehaviourState>(Aggregator(), Blobs, new StateOptions()).ReadAsync(
        new StreamPartition(HubNames.Clickstream, "behaviour", PartitionPlacement.Of(visitor, Partitions).ToString(CultureInfo.InvariantCulture))))?.State;

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        BeforePublish?.Invoke();
        foreach (var e in events)
        {
            var placed = new StreamEvent(0, default, e.Body.ToArray(), e.EventId.ToString(), e.EventType, null, e.PartitionId is null ? e.PartitionKey.ToString() : null);
            _waiting.Enqueue((e.Hub, e.PartitionId, e.PartitionKey.ToString(), placed));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListAsync(string hub, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["0", "1"]);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _azurite.DisposeAsync();
        _meters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ErasureOptions Options { get; } = new();

    private ErasureClock ErasureClock => new(Options, Clock);

    private BlobServiceClient Client(HttpPipelinePolicy[] policies)
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = policies.Length > 0 ? 0 : options.Retry.MaxRetries;
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.BeforeTransport);
        }

        return new BlobServiceClient(Connection, options);
    }

    private TableServiceClient Tables(HttpPipelinePolicy[] policies)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = policies.Length > 0 ? 0 : options.Retry.MaxRetries;
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.BeforeTransport);
        }

        return new TableServiceClient(Connection, options);
    }

    private ErasureDispatch Dispatch(BlobServiceClient blobs, params HttpPipelinePolicy[] policies) =>
        new(Keys, new ErasureOrders(Keys), this, this, Stores(blobs, policies), Options);

    private IErasureStore[] Stores(BlobServiceClient blobs, HttpPipelinePolicy[] policies)
    {
        var eraser = new ReadModelEraser(Tables(policies));
        var labels = new AnalystLabels(Tables(policies));
        return
        [
            new FraudTableErasure(eraser, labels),
            new FraudLookupErasure(new LookupEraser(blobs, new StateOptions()), labels),
            new ExchangeErasure(new ExchangeStore(blobs), ErasureClock),
            new BehaviourTableErasure(eraser),
            new ArchiveErasure(new ArchiveEraser(blobs, new ArchiveOptions()), [FraudArchive.Decisions, FraudArchive.Labels, BehaviourArchive.Sessions]),
            new DeadLetterErasure(new DeadLetterEraser(blobs, new StateOptions())),
        ];
    }

    private PaymentScorer Scorer() => new(
        new FraudSubjectReader(Key, new ReferenceRates()),
        _slot,
        new FraudOptions(),
        new FraudInstruments(_meters),
        Clock,
        NullLogger<PaymentScorer>.Instance,
        exchange: _exchange,
        erasures: new ErasureOrders(Keys));

    private ClickAggregator Aggregator() => new(
        new ClickSubjectReader(Key, new ReferenceRates(), new NoItemAttributes()),
        new BehaviourOptions(),
        new BehaviourInstruments(_meters),
        Clock,
        NullLogger<ClickAggregator>.Instance,
        new ErasureOrders(Keys));

    private void Open()
    {
        var registry = new ModelRegistry(Blobs.GetBlobContainerClient(ModelRegistry.ContainerName), Clock);
        _slot = new ModelSlot(registry, new ModelSlotOptions { Model = "fraud" }, Clock, NullLogger<ModelSlot>.Instance);
        _exchange = new FraudExchange(
            new ExchangeStore(Blobs), new ExchangeOptions { LoadWait = TimeSpan.Zero }, new ExchangeInstruments(_meters), Clock, NullLogger<FraudExchange>.Instance);
        _fraud = Runner(Scorer());
        _watch = Runner(new FraudWatcher(new WarningOptions(), new ReferenceRates(), new ErasureOrders(Keys)));
        _behaviour = Runner(Aggregator());
    }

    private StreamRunner<T> Runner<T>(IStreamProcessor<T> processor)
        where T : class, IStreamState
    {
        ICommittedSinkFactory[] sinks =
        [
            new ReadModelSinkFactory(
                new TableServiceClient(Connection), new ReadModelOptions(), new StateOptions(), TimeProvider.System, NullLogger<ReadModelSinkFactory>.Instance),
            new ArchiveSinkFactory(
                Blobs,
                [FraudArchive.Decisions, FraudArchive.Labels, BehaviourArchive.Sessions],
                new ArchiveOptions(),
                new StateOptions(),
                TimeProvider.System,
                NullLogger<ArchiveSinkFactory>.Instance),
            new ErasureSinkFactory(new ErasureStore(Blobs)),
            _exchange,
        ];
        return new StreamRunner<T>(processor, Blobs, this, new StateOptions(), TimeProvider.System, NullLogger<StreamRunner<T>>.Instance, sinks: sinks);
    }

    private Task RunAsync(string hub, string partition, StreamEvent e) => hub switch
    {
        HubNames.Payments when _running.Add(partition) || true => _fraud.RunAsync(new StreamPartition(hub, "fraud", partition), [e], CancellationToken.None),
        HubNames.Decisions => _watch.RunAsync(new StreamPartition(hub, "warning", partition), [e], CancellationToken.None),
        HubNames.Clickstream => _behaviour.RunAsync(new StreamPartition(hub, "behaviour", partition), [e], CancellationToken.None),
        _ => Task.CompletedTask,
    };

    private async Task CloseAsync()
    {
        _running.Clear();
        await _fraud.DisposeAsync();
        await _watch.DisposeAsync();
        await _behaviour.DisposeAsync();
        await _exchange.DisposeAsync();
        await _slot.DisposeAsync();
    }
}
