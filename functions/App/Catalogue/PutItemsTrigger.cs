using System.Text.Json;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.App.Catalogue;

/// <summary>Takes items into the catalogue.</summary>
/// <param name="catalogue">The catalogue.</param>
public sealed class PutItemsTrigger(ItemCatalogue catalogue)
{
    private const int MostBodyBytes = 16 * 1024 * 1024;

    /// <summary>
    /// <c>PUT /api/items</c> with <c>{"items":[…]}</c> or a list, at most 1,000 items: 200 when all were taken and 207 when some were refused, with what
    /// became of each; 400, 412 when the catalogue is not at the version of <c>If-Match</c>, 413, 503. Each item replaces the one of its sku, so
    /// a request may be sent again.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        {"items":[{"sku":"SKU-0001","titles":{"en":"Lamp","de":"Lampe"},"category":"home/light","brand":"B","prices":{"DE":12.50,"JP":1900},"stock":{"w-1":5}}]}
        """)]
    [Function("PutItems")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "items")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (JsonBody.TooLong(request, MostBodyBytes) is { } tooLong)
        {
            return tooLong;
        }

        CatalogueVersion? expected = null;
        if (request.Headers.IfMatch.ToString() is { Length: > 0 } match)
        {
            if (!CatalogueVersion.TryParse(match.Trim('"'), out var version))
            {
                return Problems.BadRequest("If-Match", "Expected the ETag of an earlier answer.");
            }

            expected = version;
        }

        var (document, problem) = await JsonBody.ParseAsync(request, cancellationToken);
        if (document is null)
        {
            return problem!;
        }

        using (document)
        {
            var list = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("items", out var member)
                ? member
                : document.RootElement;
            return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is >= 1 and <= ItemCatalogue.MostItems
                ? await PutAsync([.. list.EnumerateArray()], expected, request.HttpContext.Response, cancellationToken)
                : Problems.BadRequest("items", $"Expected a list of 1 to {ItemCatalogue.MostItems} items.");
        }
    }

    private async Task<IResult> PutAsync(
        JsonElement[] items, CatalogueVersion? expected, HttpResponse response, CancellationToken cancellationToken)
    {
        try
        {
            var (version, results) = await catalogue.PutAsync(items, expected, cancellationToken);
            response.Headers.ETag = $"\"{version}\"";
            return results is null
                ? Problems.Make(StatusCodes.Status412PreconditionFailed, "Precondition failed", "If-Match", $"The catalogue is at version {version}.")
                : Results.Json(ItemsAnswer.Of(version, results), statusCode: ItemsAnswer.StatusOf(results));
        }
        catch (RequestFailedException)
        {
            return Problems.Make(
                StatusCodes.Status503ServiceUnavailable, "Service unavailable", null, "The catalogue's storage does not answer. The request may be sent again.");
        }
    }
}
