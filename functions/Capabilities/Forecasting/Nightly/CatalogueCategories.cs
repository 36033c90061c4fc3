using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Forecasting.Nightly;

/// <summary>Categories out of the catalogue, and of products that it does not know those that an import of sales brought.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="imported">What imports brought.</param>
public sealed class CatalogueCategories(ItemCatalogue catalogue, ImportedCategories imported) : IProductCategories
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken).ConfigureAwait(false);
        var categories = (await imported.ReadAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(StringComparer.Ordinal);
        for (var number = 0; number < snapshot.Count; number++)
        {
            var item = snapshot[number];
            if (item.CategoryPath.Length > 0)
            {
                categories[item.Sku.Value] = item.CategoryPath;
            }
        }

        return categories;
    }

    /// <inheritdoc/>
    public async Task<string?> FindAsync(string sku, CancellationToken cancellationToken)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken).ConfigureAwait(false);
        return Sku.TryCreate(sku, out var known) && snapshot.TryFind(known, out var item, out _)
            ? item.CategoryPath
            : await imported.FindAsync(sku, cancellationToken).ConfigureAwait(false);
    }
}
