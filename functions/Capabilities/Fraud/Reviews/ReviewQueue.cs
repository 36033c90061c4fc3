using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The queue of decisions held for an analyst that no label has closed, the newest first. Thread-safe.</summary>
/// <param name="rows">The read models.</param>
public sealed class ReviewQueue(ReadModelReader rows)
{
    /// <summary>Longest span that is searched.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    private const int PageSize = 200;
    private const int PartitionLength = 5;

    /// <summary>Reads a page.</summary>
    /// <param name="filter">Which reviews.</param>
    /// <param name="count">Most reviews of the page; 1 or more.</param>
    /// <param name="continuation">As the page before gave it; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The page.</returns>
    /// <exception cref="FormatException">The continuation is none that a page gave.</exception>
    public async Task<ReviewPage> ReadAsync(ReviewFilter filter, int count, string? continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var decisions = new List<JsonElement>();
        string? last = null;
        await foreach (var row in rows.QueryAsync(FraudReviews.Definition, Query(filter, continuation), PageSize, cancellationToken).ConfigureAwait(false))
        {
            if (filter.Rule is { } rule && row.GetString("Rules")?.Contains($",{rule},", StringComparison.Ordinal) != true)
            {
                continue;
            }

            if (decisions.Count == count)
            {
                return new ReviewPage(decisions, last);
            }

            using var document = JsonDocument.Parse(row.GetString("Decision"));
            decisions.Add(document.RootElement.Clone());
            last = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{row.PartitionKey}{row.RowKey}"));
        }

        return new ReviewPage(decisions, null);
    }

    private static string Query(ReviewFilter filter, string? continuation)
    {
        // The latest day comes first, so that the span's end is the lower key.
        var query = new StringBuilder(TableClient.CreateQueryFilter(
            $"PartitionKey ge {FraudReviews.PartitionOf(filter.To)} and PartitionKey le {FraudReviews.PartitionOf(filter.From)} and Status eq {FraudReviews.Open} and OccurredAt ge {filter.From} and OccurredAt lt {filter.To}"));
        if (!filter.Market.IsUnknown)
        {
            query.Append(CultureInfo.InvariantCulture, $" and {TableClient.CreateQueryFilter($"Market eq {filter.Market.ToString()}")}");
        }

        if (filter.MinScore > 0)
        {
            query.Append(CultureInfo.InvariantCulture, $" and {TableClient.CreateQueryFilter($"Score ge {filter.MinScore}")}");
        }

        if (continuation is not null)
        {
            var (partition, row) = Decode(continuation);
            query.Append(
                CultureInfo.InvariantCulture,
                $" and {TableClient.CreateQueryFilter($"(PartitionKey gt {partition} or (PartitionKey eq {partition} and RowKey gt {row}))")}");
        }

        return query.ToString();
    }

    private static (string Partition, string Row) Decode(string continuation)
    {
        var text = continuation.Length <= 128 && Base64Url.IsValid(continuation) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation)) : "";
        return text.Length > PartitionLength && text.All(static letter => char.IsAsciiHexDigit(letter) || letter == '-')
            ? (text[..PartitionLength], text[PartitionLength..])
            : throw new FormatException("The continuation is none that a page gave.");
    }
}
