using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud.Scoring;

/// <summary>ScorePayments on real storage with the shipped model, and the synchronous score on a copy of its state.</summary>
internal sealed class ScoringRig : IAsyncDisposable, IStreamProcessor<FraudState>, IEventPublisher
{
    public const int Partitions = 3;
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);
    private readonly string _folder;
    private readonly AzuriteProcess _azurite;
    private readonly ModelSlot _slot;
    private readonly TestMeters _meters = new();
    private readonly PaymentScorer _scorer;
    private readonly StreamRunner<FraudState> _runner;

    private ScoringRig(string folder, AzuriteProcess azurite, ModelSlot slot, TimeProvider time, FraudOptions options)
    {
        (_folder, _azurite, _slot) = (folder, azurite, slot);
        var reader = new FraudSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates());
        _scorer = new PaymentScorer(reader, slot, options, new FraudInstruments(_meters), time, NullLogger<PaymentScorer>.Instance);
        var state = new StateOptions { SnapshotRecords = 10 };
        _runner = new StreamRunner<FraudState>(this, Storage, this, state, TimeProvider.System, NullLogger<StreamRunner<FraudState>>.Instance);
        Follower = new StateFollower<FraudState>(
            _scorer,
            Storage,
            state,
            new FollowerOptions { Hub = HubNames.Payments, ConsumerGroup = "fraud", Partitions = Partitions, ShortestPoll = TimeSpan.FromMilliseconds(5), LongestPoll = TimeSpan.FromMilliseconds(20) },
            TimeProvider.System,
            NullLogger<StateFollower<FraudState>>.Instance);
        Live = new LiveScorer(Follower, reader, slot, options, time);
    }

    public StateFollower<FraudState> Follower { get; }

    public LiveScorer Live { get; }

    public List<OutgoingEvent> Published { get; } = [];

    /// <summary>Archived rows of the last batch, as they stand in the journal.</summary>
    public byte[] Archived { get; private set; } = [];

    public string Name => _scorer.Name;

    public IOutputForm OutputForm => _scorer.OutputForm;

    private BlobServiceClient Storage => new(_azurite.ConnectionString);

    public static async Task<ScoringRig> StartAsync(CancellationToken cancellationToken, TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("xb-scoring-").FullName;
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken);
        var time = new FakeTimeProvider(Now);
        var registry = new ModelRegistry(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(ModelRegistry.ContainerName), time);
        await registry.SeedAsync(Path.Combine(AppContext.BaseDirectory, "models", "fraud"), cancellationToken);
        var slot = new ModelSlot(registry, new ModelSlotOptions { Model = "fraud", Columns = FraudColumns.Names }, time, NullLogger<ModelSlot>.Instance);
        Assert.AreEqual(ModelRefresh.Loaded, await slot.StartAsync(cancellationToken), slot.Reason);
        return new ScoringRig(folder, azurite, slot, clock ?? time, new FraudOptions());
    }

    public static string Payment(int number, int customer, int minutes, decimal amount) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"p-{{number}}","occurredAt":"{{Now.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-{{customer}}",
        "instrumentId":"i-{{(customer * 7) + (number % 3)}}","method":"card","sellerId":"s-{{number % 11}}","market":"DE","amount":{{amount}},"currency":"EUR",
        "deviceId":"d-{{customer % 5}}","ipCountry":"{{(number % 4 == 0 ? "CN" : "DE")}}","shippingCountry":"DE","issuerCountry":"{{(number % 6 == 0 ? "US" : "DE")}}","language":"de"}
        """);

    public static int PartitionOf(int customer) => PartitionPlacement.Of($"c-{customer}", Partitions);

    public static StreamEvent Event(long sequence, string body) => new(sequence, Now, Encoding.UTF8.GetBytes(body), null, null, null);

    public Task RunAsync(int partition, params StreamEvent[] events) => _runner.RunAsync(
        new StreamPartition(HubNames.Payments, "fraud", $"{partition}"), events, CancellationToken.None);

    /// <summary>Waits until the copy of a partition holds an event.</summary>
    public async Task ReachAsync(int partition, long sequence)
    {
        Follower.Start();
        using var giveUp = new CancellationTokenSource(SafetyNet);
        while (!Follower.Positions.Any(position => position.PartitionId == $"{partition}" && position.LastSequence >= sequence))
        {
            await Task.Delay(2, giveUp.Token);
        }
    }

    public FraudState CreateState(StreamPartition partition) => _scorer.CreateState(partition);

    public async ValueTask ProcessAsync(FraudState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        await _scorer.ProcessAsync(state, events, result, cancellationToken);
        Archived = Enumerable.Range(0, result.EntryCount).Select(result.EntryAt).First(static entry => entry.Target == "archive/fraud/decisions").Body.ToArray();
    }

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Published.AddRange(events.Select(static e => e with { Body = e.Body.ToArray() }));
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        await _runner.DisposeAsync();
        await _slot.DisposeAsync();
        await _azurite.DisposeAsync();
        _meters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
