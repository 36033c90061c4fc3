using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using XbFunctions.Contracts;

namespace XbFunctions.App.Fraud;

/// <summary>Reads the parts of a request for a score.</summary>
internal static class ScoreRequest
{
    /// <summary>Reads the parameter <c>record</c>.</summary>
    /// <param name="query">The request's query.</param>
    /// <param name="records">Its value; false where it is missing.</param>
    /// <returns>False when it is neither <c>true</c> nor <c>false</c>.</returns>
    public static bool TryReadRecord(IQueryCollection query, out bool records)
    {
        records = false;
        return !query.TryGetValue("record", out var values) || (values.Count == 1 && bool.TryParse(values[0], out records));
    }

    /// <summary>The header <c>Idempotency-Key</c>; null where it is missing.</summary>
    /// <param name="headers">The request's headers.</param>
    public static string? IdempotencyKey(IHeaderDictionary headers) => headers.TryGetValue("Idempotency-Key", out var values) ? values.ToString() : null;

    /// <summary>The header <c>xb-producer-clock</c>, as the property of messages; null where it is missing or no time.</summary>
    /// <param name="headers">The request's headers.</param>
    public static DateTimeOffset? ProducerClock(IHeaderDictionary headers) =>
        headers.TryGetValue(EventProperties.ProducerClock, out var values)
        && DateTimeOffset.TryParse(values.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var clock)
            ? clock
            : null;

    /// <summary>Reads the body; null when it is longer than the limit.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The body in pooled memory of its length, to be disposed.</returns>
    public static async Task<PooledBody?> ReadBodyAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? limit) + 1);
        var body = new PooledBody(rented);
        while (body.Length <= limit)
        {
            if (body.Length == rented.Length)
            {
                break;
            }

            var read = await request.Body.ReadAsync(rented.AsMemory(body.Length), cancellationToken);
            if (read == 0)
            {
                return body;
            }

            body.Length += read;
        }

        body.Dispose();
        return null;
    }

    /// <summary>A body in pooled memory. It is personal data: cleared when it is given back.</summary>
    internal sealed class PooledBody(byte[] rented) : IDisposable
    {
        /// <summary>Bytes read.</summary>
        public int Length { get; set; }

        /// <summary>The bytes read.</summary>
        public ReadOnlyMemory<byte> Memory => rented.AsMemory(0, Length);

        /// <inheritdoc/>
        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
