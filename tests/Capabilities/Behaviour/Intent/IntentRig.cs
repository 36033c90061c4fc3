using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Host;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Tests.Behaviour.Intent;

/// <summary>The shipped intent model out of a registry, and aggregators with and without it.</summary>
internal sealed class IntentRig : IAsyncDisposable
{
    private readonly string _folder;
    private readonly AzuriteProcess _azurite;
    private readonly TestMeters _meters = new();

    private IntentRig(string folder, AzuriteProcess azurite)
    {
        (_folder, _azurite) = (folder, azurite);
        Registry = new ModelRegistry(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(ModelRegistry.ContainerName), TimeProvider.System);
        Scorer = new IntentScorer(
            new ModelSlot(
                Registry, new ModelSlotOptions { Model = IntentScorer.ModelName, Columns = IntentColumns.Names }, TimeProvider.System, NullLogger<ModelSlot>.Instance),
            new BehaviourInstruments(_meters),
            NullLogger<IntentScorer>.Instance);
        Aggregator = new ClickAggregator(
            new ClickSubjectReader(Clicks.Key, new ReferenceRates(), new NoItemAttributes()),
            new BehaviourOptions(),
            new BehaviourInstruments(_meters),
            TimeProvider.System,
            NullLogger<ClickAggregator>.Instance,
            intent: Scorer);
    }

    public ModelRegistry Registry { get; }

    public IntentScorer Scorer { get; }

    public ClickAggregator Aggregator { get; }

    public static async Task<IntentRig> StartAsync(bool hasModel, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("xb-intent-").FullName;
        var rig = new IntentRig(folder, await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken));
        if (hasModel)
        {
            await rig.Registry.SeedAsync(Path.Combine(AppContext.BaseDirectory, "models", IntentScorer.ModelName), cancellationToken);
        }

        Assert.AreEqual(hasModel ? ModelRefresh.Loaded : ModelRefresh.Missing, await rig.Scorer.StartAsync(cancellationToken));
        return rig;
    }

    public async ValueTask DisposeAsync()
    {
        await Scorer.DisposeAsync();
        await _azurite.DisposeAsync();
        _meters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
