using Azure;
using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Sales;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Categories from blob <c>products.tsv</c> of the sales: product, tab, category on each line. Thread-safe.</summary>
/// <param name="storage">Account of the container.</param>
public sealed class ImportedCategories(BlobServiceClient storage) : IProductCategories
{
    private readonly BlobClient _blob = storage.GetBlobContainerClient(SalesHistory.ContainerName).GetBlobClient("products.tsv");

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = (await _blob.DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value.Content.ToString();
            return text.Split('\n').Select(static line => line.Split('\t')).Where(static cells => cells.Length == 2)
                .GroupBy(static cells => cells[0], StringComparer.Ordinal).ToDictionary(static product => product.Key, static product => product.Last()[1]);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <inheritdoc/>
    public async Task<string?> FindAsync(string sku, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(sku);

    /// <summary>Adds categories to those that are there.</summary>
    /// <param name="categories">Category by product; neither holds a tab or line end.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task AddAsync(IReadOnlyDictionary<string, string> categories, CancellationToken cancellationToken)
    {
        var all = new SortedDictionary<string, string>((await ReadAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(), StringComparer.Ordinal);
        foreach (var (sku, category) in categories)
        {
            all[sku] = category;
        }

        await _blob.UploadAsync(
            BinaryData.FromString(string.Join('\n', all.Select(static one => $"{one.Key}\t{one.Value}"))), overwrite: true, cancellationToken).ConfigureAwait(false);
    }
}
