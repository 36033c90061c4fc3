using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Privacy;

namespace XbFunctions.App.Privacy;

/// <summary>Tells how far an erasure has come.</summary>
/// <param name="desk">Keeps the receipts.</param>
public sealed class ErasureTrigger(ErasureDesk desk)
{
    private const int LongestId = 64;

    /// <summary><c>GET /api/erasures/{erasureId}</c>: 202 with the receipt while it goes on, 200 once it is done, 400 for what is no id, 404.</summary>
    /// <param name="request">The request.</param>
    /// <param name="erasureId">As the receipt names it.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("Erasure")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "erasures/{erasureId}")] HttpRequest request,
        string erasureId,
        CancellationToken cancellationToken)
    {
        if (erasureId.Length > LongestId || !erasureId.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            return Problems.BadRequest("erasureId", $"An erasure's id has at most {LongestId} letters, digits and hyphens, as its receipt names it.");
        }

        return await desk.FindAsync(erasureId, cancellationToken) is { } receipt
            ? ErasureAnswer.Of(receipt)
            : Problems.NotFound("erasureId", "There is no such erasure.");
    }
}
