using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Inference;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Evaluate.Recommendations;

/// <summary>What recommends: catalogue, signals and models.</summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="Signals">Signals and sequence model, bound to it.</param>
/// <param name="Ranker">The ranker; null where the weights of the sources rank.</param>
/// <param name="SequenceModel">Version of the sequence model; null for none.</param>
/// <param name="RankerVersion">Version of the ranker; null for none.</param>
internal sealed record ServedRecommendations(
    CatalogueSnapshot Catalogue, BoundSignals Signals, IItemRanker? Ranker, string? SequenceModel, string? RankerVersion)
{
    /// <summary>Event time up to which the signals learnt; null where they do not say.</summary>
    public DateTimeOffset? LearntUntil => DateTimeOffset.TryParseExact(
        Signals.Signals.Version, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.AddSeconds(1) : null;

    /// <summary>Reads what serves.</summary>
    /// <param name="account">The storage.</param>
    /// <param name="publisher">Knows the ranker in use; must live as long as what is returned.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandException">The catalogue is empty.</exception>
    public static async Task<ServedRecommendations> ReadAsync(StorageAccount account, RecommendationPublisher publisher, CancellationToken cancellationToken)
    {
        using var items = new ItemCatalogue(
            new CatalogueStore(account.Blobs.GetBlobContainerClient(CatalogueStore.ContainerName)), new CatalogueOptions(), TimeProvider.System, NullLogger<ItemCatalogue>.Instance);
        var catalogue = await items.GetAsync(cancellationToken);
        if (catalogue.Count == 0)
        {
            throw new CommandException("The catalogue in the storage is empty. Fill it first: xb items import FILE.");
        }

        var signals = (await new SignalsStore(account.Blobs.GetBlobContainerClient(SignalsStore.ContainerName)).ReadAsync(null, cancellationToken))?.Signals ?? ItemSignals.None;
        var registry = new ModelRegistry(account.Blobs.GetBlobContainerClient(ModelRegistry.ContainerName), TimeProvider.System);
        var champion = await registry.GetChampionAsync(NextItemModel.ModelName, cancellationToken);
        var model = champion is null ? null : NextItemModel.Load(await registry.LoadAsync(NextItemModel.ModelName, champion.Version, cancellationToken));
        var ranker = await publisher.FindRankerAsync(cancellationToken);
        return new ServedRecommendations(
            catalogue, BoundSignals.Of(signals, catalogue, model), ranker, champion?.Version, ranker is RankerSlot slot ? slot.Version : null);
    }
}
