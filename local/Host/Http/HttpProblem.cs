using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace XbFunctions.Host;

/// <summary>Writes RFC 9457 problem documents for what the host itself refuses or what a function threw.</summary>
internal static class HttpProblem
{
    /// <summary>Writes a problem; does nothing when the answer has begun.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="detail">What went wrong, without a stack trace; <see langword="null"/> leaves it out.</param>
    public static async Task WriteAsync(HttpContext http, int status, string? detail)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = MediaTypeNames.Application.ProblemJson;
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
        }.Where(static member => member.Value is not null).ToDictionary());
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }
}
