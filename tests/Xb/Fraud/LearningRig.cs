using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Fraud;

/// <summary>Simulated payments through the real scorer, journal and archive on an Azurite of its own, with a clock that follows them.</summary>
internal sealed class LearningRig : IAsyncDisposable
{
    private const int Partitions = 2;
    private const int BatchSize = 512;
    private readonly TemporaryFolder _folder;
    private readonly AzuriteProcess _azurite;
    private readonly IEnumerator<SimulatedEvent> _events;
    private readonly long[] _sequences = new long[Partitions];

    private LearningRig(TemporaryFolder folder, AzuriteProcess azurite, IEnumerator<SimulatedEvent> events) =>
        (_folder, _azurite, _events) = (folder, azurite, events);

    public string Storage => _azurite.ConnectionString;

    public BlobServiceClient Blobs => new(Storage);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    public ModelRegistry Registry => new(Blobs.GetBlobContainerClient(ModelRegistry.ContainerName), Time);

    public static async Task<LearningRig> StartAsync(CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder();
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.Path }, cancellationToken);
        var options = new SimulationOptions
        {
            Customers = 4_000,
            PaymentsPerDay = 700,
            FraudRate = 0.04,
            Clickstream = false,
            Labels = new LabelDelays { ChargebackMedian = TimeSpan.FromDays(2), Longest = TimeSpan.FromDays(5), NeverShare = 0.05 },
        };
        return new LearningRig(
            folder, azurite, new MarketplaceSimulator(MarketplaceWorld.Create(options)).Run(cancellationToken).GetEnumerator());
    }

    /// <summary>Feeds payments up to a time, then closes the partitions, so that all of it is archived.</summary>
    public async Task FeedAsync(double days, CancellationToken cancellationToken)
    {
        var until = Time.GetUtcNow().AddDays(days);
        await using var services = Services();
        var runner = services.GetRequiredService<StreamRunner<FraudState>>();
        await LoadAsync(services, cancellationToken);
        var batches = Enumerable.Range(0, Partitions).Select(static _ => new List<StreamEvent>(BatchSize)).ToArray();
        while (_events.MoveNext() && _events.Current.Event.OccurredAt < until)
        {
            var simulated = _events.Current;
            if (simulated.Hub != HubNames.Payments)
            {
                continue;
            }

            var at = simulated.Event.OccurredAt;
            var partition = PartitionKeyHash.Place(simulated.Event.PartitionKey, Partitions);
            batches[partition].Add(new StreamEvent(
                _sequences[partition]++, at, EventBody.ToUtf8(simulated.Event), null, simulated.Event.Type, null));
            if (batches[partition].Count == BatchSize)
            {
                await RunAsync(runner, partition, batches[partition], cancellationToken);
            }
        }

        for (var partition = 0; partition < Partitions; partition++)
        {
            await RunAsync(runner, partition, batches[partition], cancellationToken);
        }

        Time.SetUtcNow(until);
        await runner.StopAsync(cancellationToken);
    }

    /// <summary>A run of learning over what is archived.</summary>
    public FraudLearning Learning(FraudLearningOptions options)
    {
        var services = Services(options);
        return services.GetRequiredService<FraudLearning>();
    }

    public async ValueTask DisposeAsync()
    {
        _events.Dispose();
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    // A look that storage did not answer on a busy machine is no finding of these tests: look again, as the functions do.
    private async Task LoadAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var (model, shadow) = (services.GetRequiredService<ModelSlot>(), services.GetRequiredService<FraudShadow>());
        var champion = (await Registry.GetChampionAsync("fraud", cancellationToken))?.Version;
        var challenger = (await Registry.GetChallengerAsync("fraud", cancellationToken))?.Version;
        for (var look = 0; look < 20 && (model.Manifest?.Version != champion || shadow.Version != challenger); look++)
        {
            await model.RefreshAsync(cancellationToken);
            await shadow.RefreshAsync(cancellationToken);
        }

        Assert.AreEqual(champion, model.Manifest?.Version, model.Reason);
        Assert.AreEqual(challenger, shadow.Version, shadow.Reason);
    }

    private static async Task RunAsync(
        StreamRunner<FraudState> runner, int partition, List<StreamEvent> batch, CancellationToken cancellationToken)
    {
        await runner.RunAsync(
            new StreamPartition(HubNames.Payments, "fraud", partition.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            [.. batch],
            cancellationToken);
        batch.Clear();
    }

    private ServiceProvider Services(FraudLearningOptions? options = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Pseudonyms:Key"] = Convert.ToBase64String(new byte[32]),
        }).Build());
        services.AddLogging().AddMetrics();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(Blobs);
        services.AddSingleton(new StateOptions());
        services.AddSingleton(new ArchiveOptions());
        services.AddSingleton<IEventPublisher, Nowhere>();
        services.AddSingleton<ICommittedSinkFactory, ArchiveSinkFactory>();
        if (options is not null)
        {
            services.AddSingleton(options);
        }

        services.AddFraud();
        return services.BuildServiceProvider();
    }

    /// <summary>Decisions have no reader here: what counts is in the archive.</summary>
    private sealed class Nowhere : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
