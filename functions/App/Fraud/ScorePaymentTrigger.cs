using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.App.Fraud;

/// <summary>Scores a payment while its buyer waits.</summary>
/// <param name="desk">Scores, and records.</param>
public sealed class ScorePaymentTrigger(ScoreDesk desk)
{
    /// <summary>
    /// <c>POST /api/fraud/score[?record=true]</c> with a <c>payment.authorised</c> body: 200 with the decision as <c>fraud.decided</c> has it, and how
    /// fresh it is; 400 with the member at fault, 413, 422 for an idempotency key with another payment, 503 while the state is loading.
    /// </summary>
    /// <param name="request">The request; header <c>Idempotency-Key</c> counts when it records.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiAnswer(typeof(FraudDecided))]
    [ApiBody(
        """
        {"type":"payment.authorised","paymentId":"p-1001","occurredAt":"2026-11-26T10:15:00Z","customerId":"c-17","instrumentId":"tok-9","method":"card",
         "sellerId":"s-4","market":"DE","amount":89.90,"currency":"EUR","items":[{"sku":"SKU-0001","quantity":1,"unitPrice":89.90}]}
        """)]
    [Function("ScorePayment")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "fraud/score")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!ScoreRequest.TryReadRecord(request.Query, out var records))
        {
            return Problems.BadRequest("record", "The parameter 'record' is 'true' or 'false'.");
        }

        using var body = await PooledBody.ReadAsync(request, ScoreDesk.MaxBodyBytes, cancellationToken);
        if (body is null)
        {
            return Problems.TooLarge($"The body is longer than {ScoreDesk.MaxBodyBytes} bytes.");
        }

        var headers = request.Headers;
        var answer = await desk.AnswerAsync(
            body.Memory, records, ScoreRequest.IdempotencyKey(headers), ScoreRequest.ProducerClock(headers), cancellationToken);
        return ScoreProblems.Map(answer, request.HttpContext.Response);
    }
}
