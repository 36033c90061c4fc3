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
}
