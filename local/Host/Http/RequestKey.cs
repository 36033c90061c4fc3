using Microsoft.AspNetCore.Http;

namespace XbFunctions.Host;

/// <summary>Finds the key that a caller shows.</summary>
internal static class RequestKey
{
    /// <summary>The header <c>x-functions-key</c>, else the query parameter <c>code</c>.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString()
        : request.Query.TryGetValue("code", out var code) ? code.ToString()
        : null;
}
