using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace XbFunctions.App.Http;

/// <summary>Reads bodies of JSON whose length is stated and bounded.</summary>
internal static class JsonBody
{
    /// <summary>413 for a body whose length is not stated, or beyond a bound; null for any other.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">Most bytes.</param>
    public static IResult? TooLong(HttpRequest request, int most) => request.ContentLength is { } length && length <= most
        ? null
        : Problems.TooLarge($"The body has a stated length of at most {most} bytes.");

    /// <summary>Reads a body as a tree.</summary>
    /// <param name="request">The request, its length checked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The tree, to be disposed of, or the answer to what is no JSON.</returns>
    public static async Task<(JsonDocument? Document, IResult? Problem)> ParseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken), null);
        }
        catch (JsonException)
        {
            return (null, Problems.BadRequest("body", "The body is not JSON."));
        }
    }

    /// <summary>Reads a body of members that are known.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="request">The request, its length checked.</param>
    /// <param name="expected">What its members are, one sentence for the caller who sent something else.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was read, null for <c>null</c>; or the answer to what is wrong, with the member.</returns>
    public static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpRequest request, string expected, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(request.Body, JsonSerializerOptions.Web, cancellationToken), null);
        }
        catch (JsonException exception)
        {
            return (null, Problems.BadRequest(exception.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "body", expected));
        }
    }
}
