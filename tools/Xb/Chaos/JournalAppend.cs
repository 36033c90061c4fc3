using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace XbFunctions.Xb.Chaos;

/// <summary>Appends to partition journals on their way to storage, and the bugs that can be put into them.</summary>
internal static class JournalAppend
{
    private const string ConditionHeader = "x-ms-blob-condition-appendpos";

    /// <summary>Whether a request appends to a journal.</summary>
    /// <param name="request">The request.</param>
    public static bool Is(HttpRequest request) =>
        HttpMethods.IsPut(request.Method) && request.Query["comp"] == "appendblock" && request.Headers.ContainsKey(ConditionHeader);

    /// <summary>Answers as if the append had been made, without making it.</summary>
    /// <param name="http">The request.</param>
    public static async Task PretendAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.ETag = "\"0x8D000000000000\"";
        http.Response.Headers.LastModified = DateTimeOffset.UnixEpoch.ToString("R", CultureInfo.InvariantCulture);
        http.Response.Headers["x-ms-request-id"] = "pretended";
        http.Response.Headers["x-ms-version"] = http.Request.Headers["x-ms-version"];
        http.Response.Headers["x-ms-blob-append-offset"] = http.Request.Headers[ConditionHeader];
        http.Response.Headers["x-ms-blob-committed-block-count"] = "1";
        http.Response.Headers["x-ms-request-server-encrypted"] = "true";
    }

    /// <summary>Takes the condition on the position off, and signs the request anew.</summary>
    /// <param name="request">The request to storage.</param>
    public static void RemoveCondition(HttpRequestMessage request)
    {
        request.Headers.Remove(ConditionHeader);
        if (request.Headers.Authorization is not { Scheme: "SharedKey", Parameter: { } parameter })
        {
            return;
        }

        var account = parameter[..parameter.IndexOf(':', StringComparison.Ordinal)];
        var signature = HMACSHA256.HashData(Convert.FromBase64String(ChaosStorage.AccountKey), Encoding.UTF8.GetBytes(ToSign(request, account)));
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("SharedKey", $"{account}:{Convert.ToBase64String(signature)}");
    }

    // https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key, the form of version 2015-02-21 and later.
    private static string ToSign(HttpRequestMessage request, string account)
    {
        var content = request.Content?.Headers;
        string[] standard =
        [
            request.Method.Method,
            One("Content-Encoding"),
            One("Content-Language"),
            content?.ContentLength is > 0 and { } length ? length.ToString(CultureInfo.InvariantCulture) : "",
            One("Content-MD5"),
            One("Content-Type"),
            One("Date"),
            One("If-Modified-Since"),
            One("If-Match"),
            One("If-None-Match"),
            One("If-Unmodified-Since"),
            One("Range"),
        ];
        var headers = request.Headers.Where(static header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(static header => (Key: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value).Trim()))
            .OrderBy(static header => header.Key, StringComparer.Ordinal)
            .Select(static header => $"{header.Key}:{header.Value}\n");
        var query = request.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2))
            .Select(static pair => (Key: WebUtility.UrlDecode(pair[0]).ToLowerInvariant(), Value: WebUtility.UrlDecode(pair.Length > 1 ? pair[1] : "")))
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"\n{pair.Key}:{pair.Value}");
        return $"{string.Join('\n', standard)}\n{string.Concat(headers)}/{account}{request.RequestUri.AbsolutePath}{string.Concat(query)}";

        string One(string name) =>
            request.Headers.TryGetValues(name, out var values) || content?.TryGetValues(name, out values) == true ? string.Join(',', values!) : "";
    }
}
