using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Sales;

/// <summary>Says on which days products were out of stock, so that what was not sold is not learnt as no demand.</summary>
public interface IStockMarks
{
    /// <summary>Reads the marks of a market.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="from">First day.</param>
    /// <param name="through">Last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Products and days on which the stock was at nothing at some time of the day.</returns>
    Task<IReadOnlySet<(string Sku, DateOnly Day)>> ReadAsync(CountryCode market, DateOnly from, DateOnly through, CancellationToken cancellationToken);

    /// <summary>Lets go of marks that end before a day.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="before">First day that is kept.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task ForgetAsync(CountryCode market, DateOnly before, CancellationToken cancellationToken);
}
