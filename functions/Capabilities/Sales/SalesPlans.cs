using System.Globalization;
using Azure.Storage.Blobs;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Sales;

/// <summary>
/// Prices and promotions that are planned, in blobs <c>plans/{market}/{yyyy-MM}.tsv.gz</c> of the sales. They are kept when their day has come:
/// a day that was promoted as planned is known as such. Thread-safe.
/// </summary>
/// <param name="storage">Account of the container.</param>
public sealed class SalesPlans(BlobServiceClient storage)
{
    private readonly MonthFiles<PlannedDay> _files = new(
        storage.GetBlobContainerClient(SalesHistory.ContainerName),
        "plans",
        "date\tsku\tpriceCents\tpromotion",
        static day => (day.Sku, day.Day),
        static day => string.Create(CultureInfo.InvariantCulture, $"{day.PriceCents}\t{(day.IsPromotion ? 1 : 0)}"),
        static (sku, day, cells) => new PlannedDay(
            sku, day, cells[2].Length == 0 ? null : long.Parse(cells[2], CultureInfo.InvariantCulture), cells[3] == "1"));

    /// <summary>Reads what is planned.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="from">First day.</param>
    /// <param name="through">Last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A blob cannot be read.</exception>
    public async Task<IReadOnlyList<PlannedDay>> ReadAsync(CountryCode market, DateOnly from, DateOnly through, CancellationToken cancellationToken) =>
        await _files.ReadAsync(market, from, through, cancellationToken).ConfigureAwait(false);

    /// <summary>Plans days; a day of a product that is planned already is replaced.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="days">The days.</param>
    /// <param name="cancellationToken">Ends the writing between months.</param>
    public Task WriteAsync(CountryCode market, IEnumerable<PlannedDay> days, CancellationToken cancellationToken) =>
        _files.WriteAsync(market, days, cancellationToken);
}
