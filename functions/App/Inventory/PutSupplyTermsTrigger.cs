using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Inventory;

namespace XbFunctions.App.Inventory;

/// <summary>Takes the terms on which a product is supplied.</summary>
/// <param name="terms">Where they are kept.</param>
public sealed class PutSupplyTermsTrigger(SupplyTermsStore terms)
{
    private const int MostBodyBytes = 16 * 1024;

    /// <summary>
    /// <c>PUT /api/inventory/{sku}/terms?market=</c> with origin, days, prices, costs, order sizes and warehouses: 204, and plans and advice reckon
    /// with them from now on; 400 with the member at fault, 413.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        {"origin":"CN","supplierDays":{"least":5,"usual":8,"most":15},"transitDays":{"least":18,"usual":25,"most":40},
        "customsDays":{"least":1,"usual":2,"most":6},"prices":[{"from":0,"price":9.5},{"from":500,"price":8.9}],"orderCost":120,
        "holdingRate":0.25,"serviceLevel":0.97,"minimum":100,"pack":20,"policy":"ss","reviewDays":7,"warehouses":[{"name":"north","share":0.6},{"name":"south","share":0.4}]}
        """)]
    [Function("PutSupplyTerms")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "inventory/{sku}/terms")] HttpRequest request, string sku, CancellationToken cancellationToken)
    {
        var (market, problem) = SupplyTermsTrigger.PlaceOf(request, sku);
        if (problem is not null)
        {
            return problem;
        }

        if (JsonBody.TooLong(request, MostBodyBytes) is { } tooLong)
        {
            return tooLong;
        }

        var (body, wrong) = await JsonBody.ReadAsync<SupplyTerms>(
            request,
            "The member is not as expected: origin is a text; supplierDays, transitDays and customsDays have least, usual and most; prices is a list of from and price; warehouses a list of name and share; policy is a text, seasonEnd a day; minimum, pack, reviewDays and shelfLifeDays are whole numbers, the rest numbers.",
            cancellationToken);
        if (wrong is not null || body is null)
        {
            return wrong ?? Problems.BadRequest("body", "The terms are missing.");
        }

        if (SupplyTermsCheck.Find(body) is { } fault)
        {
            return Problems.BadRequest(fault.Field, fault.Detail);
        }

        await terms.SetAsync(market, sku, body, cancellationToken);
        return Results.NoContent();
    }
}
