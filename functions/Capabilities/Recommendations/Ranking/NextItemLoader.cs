using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>Follows the registry's champion of the sequence model. Thread-safe.</summary>
/// <param name="registry">The registry.</param>
public sealed class NextItemLoader(ModelRegistry registry)
{
    /// <summary>Looks for another champion.</summary>
    /// <param name="known">The one in use, if any.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The champion: <paramref name="known"/> where it still is; null where there is none.</returns>
    /// <exception cref="InvalidModelException">It is broken.</exception>
    public async Task<NextItemModel?> LookAsync(NextItemModel? known, CancellationToken cancellationToken = default)
    {
        var champion = await registry.GetChampionAsync(NextItemModel.ModelName, cancellationToken).ConfigureAwait(false);
        if (champion is null || champion.Version == known?.Version)
        {
            return known;
        }

        return NextItemModel.Load(await registry.LoadAsync(NextItemModel.ModelName, champion.Version, cancellationToken).ConfigureAwait(false));
    }
}
