using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.App.Catalogue;

/// <summary>Answers with an item as the catalogue holds it.</summary>
/// <param name="catalogue">The catalogue.</param>
public sealed class ItemTrigger(ItemCatalogue catalogue)
{
    /// <summary><c>GET /api/items/{sku}</c>: 200 with the item, hidden or not, and the hash of its content as ETag; 304 for that hash in <c>If-None-Match</c>, 400, 404.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sku">The sku.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("Item")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "items/{sku}")] HttpRequest request, string sku, CancellationToken cancellationToken)
    {
        if (!Sku.TryCreate(sku, out var id))
        {
            return Problems.BadRequest("sku", $"A sku has 1 to {IdText.MaxLength} characters and no control characters.");
        }

        var snapshot = await catalogue.GetAsync(cancellationToken);
        if (!snapshot.TryFind(id, out var item, out var hash))
        {
            return Problems.NotFound("sku", "The catalogue has no such item.");
        }

        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{hash:x16}\"");
        request.HttpContext.Response.Headers.ETag = etag;
        if (request.Headers.IfNoneMatch.Contains(etag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            CatalogueItemWriter.Write(json, item);
        }

        return Results.Bytes(buffer.WrittenMemory, "application/json");
    }
}
