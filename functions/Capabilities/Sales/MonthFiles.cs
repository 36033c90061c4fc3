using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Sales;

/// <summary>Days of products in packed tables, a blob <c>{folder}/{market}/{yyyy-MM}.tsv.gz</c> for each month. Thread-safe.</summary>
/// <typeparam name="TDay">What is known of a product and day.</typeparam>
/// <param name="container">Where the blobs lie.</param>
/// <param name="folder">Their folder.</param>
/// <param name="head">The columns, with tabs between; the first two are date and sku.</param>
/// <param name="keyOf">Product and day.</param>
/// <param name="write">The cells behind these two, with tabs between.</param>
/// <param name="read">Makes a day of its product, its date and all cells.</param>
internal sealed class MonthFiles<TDay>(
    BlobContainerClient container,
    string folder,
    string head,
    Func<TDay, (string Sku, DateOnly Day)> keyOf,
    Func<TDay, string> write,
    Func<string, DateOnly, string[], TDay> read)
{
    /// <summary>Reads the days of a range, month after month.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="from">First day.</param>
    /// <param name="through">Last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A blob cannot be read.</exception>
    public async Task<List<TDay>> ReadAsync(CountryCode market, DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var days = new List<TDay>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= through; month = month.AddMonths(1))
        {
            var (all, _) = await ReadMonthAsync(market, month, cancellationToken).ConfigureAwait(false);
            days.AddRange(all.Where(day => keyOf(day).Day >= from && keyOf(day).Day <= through));
        }

        return days;
    }

    /// <summary>Adds days; one of a product that is there already is replaced.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="days">The days.</param>
    /// <param name="cancellationToken">Ends the writing between months.</param>
    public async Task WriteAsync(CountryCode market, IEnumerable<TDay> days, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var month in days.GroupBy(day => new DateOnly(keyOf(day).Day.Year, keyOf(day).Day.Month, 1)))
        {
            while (!await TryMergeAsync(market, month.Key, month, cancellationToken).ConfigureAwait(false))
            {
                // Someone else wrote the month meanwhile: read it again.
            }
        }
    }

    private async Task<bool> TryMergeAsync(CountryCode market, DateOnly month, IEnumerable<TDay> days, CancellationToken cancellationToken)
    {
        var (there, etag) = await ReadMonthAsync(market, month, cancellationToken).ConfigureAwait(false);
        var merged = there.ToDictionary(keyOf);
        foreach (var day in days)
        {
            merged[keyOf(day)] = day;
        }

        var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            await BlobOf(market, month).UploadAsync(
                BinaryData.FromBytes(Pack(merged)), new BlobUploadOptions { Conditions = conditions }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<(IReadOnlyList<TDay> Days, ETag? Version)> ReadMonthAsync(CountryCode market, DateOnly month, CancellationToken cancellationToken)
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
        container.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"{folder}/{market}/{month:yyyy-MM}.tsv.gz"));

    private byte[] Pack(Dictionary<(string Sku, DateOnly Day), TDay> days)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(bytes, CompressionLevel.Fastest), new UTF8Encoding(false)))
        {
            writer.Write(head + "\n");
            foreach (var ((sku, day), value) in days.OrderBy(static one => one.Key.Sku, StringComparer.Ordinal).ThenBy(static one => one.Key.Day))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}\t{sku}\t{write(value)}\n"));
            }
        }

        return bytes.ToArray();
    }

    private List<TDay> Unpack(byte[] packed, string name)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        if (reader.ReadLine() != head)
        {
            throw new InvalidDataException($"{name} does not begin with the columns '{head.Replace('\t', ',')}'.");
        }

        var columns = head.Split('\t').Length;
        var days = new List<TDay>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (cells.Length != columns)
            {
                throw new InvalidDataException($"{name}, line {days.Count + 2}: expected {columns} columns, got {cells.Length}.");
            }

            days.Add(read(cells[1], DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells));
        }

        return days;
    }
}
