using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Inventory;
using XbFunctions.Contracts;

namespace XbFunctions.App.Inventory;

/// <summary>Answers with the terms on which a product is supplied.</summary>
/// <param name="terms">Where they are kept.</param>
public sealed class SupplyTermsTrigger(SupplyTermsStore terms)
{
    /// <summary><c>GET /api/inventory/{sku}/terms?market=</c>: 200 with the terms as they were stated; 400 for a wrong parameter, 404.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("SupplyTerms")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "inventory/{sku}/terms")] HttpRequest request, string sku, CancellationToken cancellationToken)
    {
        var (market, problem) = PlaceOf(request, sku);
        if (problem is not null)
        {
            return problem;
        }

        return await terms.FindAsync(market, sku, cancellationToken) is { } found
            ? Results.Json(found)
            : Problems.NotFound("sku", "No terms of this product are stated in this market; plans are made on the default ones.");
    }

    /// <summary>Reads the market of a call about a product's supply.</summary>
    internal static (CountryCode Market, IResult? Problem) PlaceOf(HttpRequest request, string sku)
    {
        if (!Sku.TryCreate(sku, out _))
        {
            return (default, Problems.BadRequest("sku", $"A sku has 1 to {IdText.MaxLength} characters and no control characters."));
        }

        var query = new QueryReader(request);
        var market = query.Country("market");
        return (market, query.Problem ?? (market.IsUnknown ? Problems.BadRequest("market", "Supply terms are of one market: give its ISO 3166-1 alpha-2 code.") : null));
    }
}
