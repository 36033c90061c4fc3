using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.App.OpenApi;

/// <summary>Shows the API to people, who can try it.</summary>
public sealed class ApiPageTrigger
{
    private static readonly Lazy<string> Page = new(static () =>
    {
        using var reader = new StreamReader(typeof(ApiPageTrigger).Assembly.GetManifestResourceStream("XbFunctions.App.OpenApi.ApiPage.html")!);
        return reader.ReadToEnd();
    });

    /// <summary><c>GET /api/docs</c>: 200 with a page that reads <c>/api/openapi.json</c> and sends requests with the key that is typed in.</summary>
    /// <param name="request">The request.</param>
    [Function("ApiPage")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request)
    {
        // Only the page's own script and style run, and it talks to this host alone.
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        request.HttpContext.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return Results.Content(Page.Value.Replace("{nonce}", nonce, StringComparison.Ordinal), "text/html; charset=utf-8");
    }
}
