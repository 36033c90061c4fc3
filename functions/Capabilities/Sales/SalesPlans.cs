using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Sales;

/// <summary>
/// Prices and promotions that are planned, in blobs <c>plans/{market}/{yyyy-MM}.tsv.gz</c> of the sales. They are kept when their day has come:
/// a day that was promoted as planned is known as such. Thread-safe.
/// </summary>
/// <param name="storage">Account of the container.</param>
public sealed class SalesPlans(BlobServiceClient storage)
{
    private const string Head = "date\tsku\tpriceCents\tpromotion";
    private const int Columns = 4;
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(SalesHistory.ContainerName);

    /// <summary>Reads what is planned.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="from">First day.</param>
    /// <param name="through">Last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A blob cannot be read.</exception>
    public async Task<IReadOnlyList<PlannedDay>> ReadAsync(CountryCode market, DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var days = new List<PlannedDay>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= through; month = month.AddMonths(1))
        {
            days.AddRange((await ReadMonthAsync(market, month, cancellationToken).ConfigureAwait(false)).Days.Where(day => day.Day >= from && day.Day <= through));
        }

        return days;
    }

    /// <summary>Plans days; a day of a product that is planned already is replaced.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="days">The days.</param>
    /// <param name="cancellationToken">Ends the writing between months.</param>
    public async Task WriteAsync(CountryCode market, IEnumerable<PlannedDay> days, CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var month in days.GroupBy(static day => new DateOnly(day.Day.Year, day.Day.Month, 1)))
        {
            while (!await TryMergeAsync(market, month.Key, month, cancellationToken).ConfigureAwait(false))
            {
                // Someone else wrote the month meanwhile: read it again.
            }
        }
    }

    private async Task<bool> TryMergeAsync(CountryCode market, DateOnly month, IEnumerable<PlannedDay> days, CancellationToken cancellationToken)
    {
        var (there, etag) = await ReadMonthAsync(market, month, cancellationToken).ConfigureAwait(false);
        var merged = there.ToDictionary(static day => (day.Sku, day.Day));
        foreach (var day in days)
        {
            merged[(day.Sku, day.Day)] = day;
        }

        var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            await BlobOf(market, month).UploadAsync(
                BinaryData.FromBytes(Pack(merged.Values)), new BlobUploadOptions { Conditions = conditions }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<(IReadOnlyList<PlannedDay> Days, ETag? Version)> ReadMonthAsync(CountryCode market, DateOnly month, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await BlobOf(market, month).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return (Unpack(blob.Value.Content.ToArray(), BlobOf(market, month).Name), blob.Value.Details.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return ([], null);
        }
    }

    private BlobClient BlobOf(CountryCode market, DateOnly month) =>
        _container.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"plans/{market}/{month:yyyy-MM}.tsv.gz"));

    private static byte[] Pack(IEnumerable<PlannedDay> days)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(bytes, CompressionLevel.Fastest), new UTF8Encoding(false)))
        {
            writer.Write(Head + "\n");
            foreach (var day in days.OrderBy(static day => day.Sku, StringComparer.Ordinal).ThenBy(static day => day.Day))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd}\t{day.Sku}\t{day.PriceCents}\t{(day.IsPromotion ? 1 : 0)}\n"));
            }
        }

        return bytes.ToArray();
    }

    private static List<PlannedDay> Unpack(byte[] packed, string name)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        if (reader.ReadLine() != Head)
        {
            throw new InvalidDataException($"{name} does not begin with the columns '{Head.Replace('\t', ',')}'.");
        }

        var days = new List<PlannedDay>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (cells.Length != Columns)
            {
                throw new InvalidDataException($"{name}, line {days.Count + 2}: expected {Columns} columns, got {cells.Length}.");
            }

            days.Add(new PlannedDay(
                cells[1],
                DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                cells[2].Length == 0 ? null : long.Parse(cells[2], CultureInfo.InvariantCulture),
                cells[3] == "1"));
        }

        return days;
    }
}
