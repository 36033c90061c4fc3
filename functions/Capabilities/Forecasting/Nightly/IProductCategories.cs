namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Says which category a product belongs to: the catalogue's, or what an import brought.</summary>
public interface IProductCategories
{
    /// <summary>Reads the categories.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Category by product; a product that is not there has none.</returns>
    Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Finds the category of one product.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Empty for a product without one; null for a product that nobody has told of.</returns>
    Task<string?> FindAsync(string sku, CancellationToken cancellationToken);
}
