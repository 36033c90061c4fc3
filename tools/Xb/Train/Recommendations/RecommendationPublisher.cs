using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Inference;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Puts trained recommendations into a storage.</summary>
/// <param name="account">The storage.</param>
internal sealed class RecommendationPublisher(StorageAccount account) : IAsyncDisposable
{
    private readonly ModelRegistry _registry = new(account.Blobs.GetBlobContainerClient(ModelRegistry.ContainerName), TimeProvider.System);
    private RankerSlot? _slot;

    /// <summary>The ranker in use; <see langword="null"/> where there is none that takes today's columns.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IItemRanker?> FindRankerAsync(CancellationToken cancellationToken)
    {
        var options = new ModelSlotOptions { Model = RankerColumns.ModelName, Columns = RankerColumns.Names };
        _slot ??= new RankerSlot(new ModelSlot(_registry, options, TimeProvider.System, NullLogger<ModelSlot>.Instance));
        await _slot.RefreshAsync(cancellationToken);
        return _slot.Version is null ? null : _slot;
    }

    /// <summary>Publishes and promotes.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="nextItems">The sequence model, if it passed.</param>
    /// <param name="ranker">The ranker, if it passed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was done, one sentence.</returns>
    /// <exception cref="CommandException">Somebody else promoted a model in between.</exception>
    public async Task<string> PublishAsync(ItemSignals signals, ModelPackage? nextItems, ModelPackage? ranker, CancellationToken cancellationToken)
    {
        await new SignalsStore(account.Blobs.GetBlobContainerClient(SignalsStore.ContainerName)).PublishAsync(signals, cancellationToken);
        List<string> done = [$"signals {signals.Version}"];
        foreach (var package in (ModelPackage?[])[nextItems, ranker])
        {
            if (package?.Manifest is not { } manifest)
            {
                continue;
            }

            await _registry.PublishAsync(package, cancellationToken);
            var champion = await _registry.GetChampionAsync(manifest.Name, cancellationToken);
            if (!await _registry.PromoteAsync(manifest.Name, manifest.Version, champion, "It raises NDCG@20 on held-out moments.", cancellationToken))
            {
                throw new CommandException($"Somebody else promoted a model '{manifest.Name}' in between; {manifest.Version} is published and not in use. Run again.");
            }

            done.Add($"model '{manifest.Name}' {manifest.Version}");
        }

        return $"Published {string.Join(", ", done)}.";
    }

    /// <summary>Publishes how good what was published is.</summary>
    /// <param name="trained">The run.</param>
    /// <param name="signals">Version of the signals.</param>
    /// <param name="nextItems">Version of the sequence model; null for none.</param>
    /// <param name="items">Items of the catalogue.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task PublishAsync(TrainedRecommendations trained, string signals, string? nextItems, int items, CancellationToken cancellationToken)
    {
        var scores = trained.Served.Scores;
        var quality = new OfflineQuality(
            TimeProvider.System.GetUtcNow(), trained.Held.From, trained.Held.To, signals, nextItems, trained.Ranker?.Manifest.Version ?? _slot?.Version, scores.Cases, scores.Recall, scores.Ndcg, scores.Coverage(items));
        return new SignalsStore(account.Blobs.GetBlobContainerClient(SignalsStore.ContainerName)).PublishAsync(quality, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _slot?.DisposeAsync() ?? ValueTask.CompletedTask;
}
