using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Inventory;
using XbFunctions.Contracts;

namespace XbFunctions.App.Inventory;

/// <summary>Takes the stock of a product as a warehouse says it.</summary>
/// <param name="stock">Where it is kept.</param>
/// <param name="time">When it is said, where the caller does not say so.</param>
public sealed class StockLevelTrigger(StockLedger stock, TimeProvider time)
{
    private const int MostBodyBytes = 1024;
    private const int MostPieces = 10_000_000;
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostWait = TimeSpan.FromDays(400);

    /// <summary>
    /// <c>PUT /api/inventory/{sku}/stock?market=</c> with <c>{"onHand":12,"onOrder":40,"expected":"2026-03-20","at":"2026-03-14T09:00:00Z"}</c>: 204;
    /// 400 for what is wrong, a time in the future included, 409 where a newer reading is known, 413.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="sku">The product.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        {"onHand":12,"onOrder":40,"expected":"2026-03-20","at":"2026-03-14T09:00:00Z"}
        """)]
    [Function("StockLevel")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "inventory/{sku}/stock")] HttpRequest request, string sku, CancellationToken cancellationToken)
    {
        if (!Sku.TryCreate(sku, out _))
        {
            return Problems.BadRequest("sku", $"A sku has 1 to {IdText.MaxLength} characters and no control characters.");
        }

        var query = new QueryReader(request);
        var market = query.Country("market");
        if (query.Problem is not null || market.IsUnknown)
        {
            return query.Problem ?? Problems.BadRequest("market", "Stock is of one market: give its ISO 3166-1 alpha-2 code.");
        }

        if (JsonBody.TooLong(request, MostBodyBytes) is { } tooLong)
        {
            return tooLong;
        }

        var (body, wrong) = await JsonBody.ReadAsync<Body>(
            request,
            "Expected onHand and onOrder as whole numbers, expected as a day such as 2026-03-20 and at as an RFC 3339 time.",
            cancellationToken);
        if (wrong is not null)
        {
            return wrong;
        }

        if (body is not { OnHand: >= 0 and <= MostPieces } || body.OnOrder is < 0 or > MostPieces)
        {
            return Problems.BadRequest(body is { OnHand: >= 0 and <= MostPieces } ? "onOrder" : "onHand", $"Expected 0 to {MostPieces} pieces.");
        }

        var now = time.GetUtcNow();
        var at = body.At?.ToUniversalTime() ?? now;
        if (at > now + MostSkew)
        {
            return Problems.BadRequest("at", $"The time lies in the future; clocks may differ by {MostSkew.TotalMinutes:0} minutes.");
        }

        if (body.Expected is { } expected && (body.OnOrder == 0 || expected > DateOnly.FromDateTime((now + MostWait).UtcDateTime)))
        {
            return Problems.BadRequest("expected", $"Expected the day on which pieces on order arrive, within {MostWait.TotalDays:0} days, and onOrder above 0.");
        }

        return await stock.SetAsync(market, new StockLevel(sku, body.OnHand.Value, body.OnOrder, at, body.Expected), cancellationToken)
            ? Results.NoContent()
            : Problems.Make(StatusCodes.Status409Conflict, "Older than what is known", "at", "A newer reading of this product's stock is known; this one changes nothing.");
    }

    /// <summary>The body of a request.</summary>
    private sealed record Body(int? OnHand, int OnOrder, DateTimeOffset? At, DateOnly? Expected);
}
