using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.App.Fraud;

/// <summary>Takes an analyst's label.</summary>
/// <param name="desk">Takes it.</param>
public sealed class FraudLabelTrigger(LabelDesk desk)
{
    private const int MostBodyBytes = 16 * 1024;
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>
    /// <c>POST /api/fraud/decisions/{paymentId}/label</c> with <c>{"label":"confirmedFraud","note":"..."}</c>: 202 with the event's id, 400, 404 when no
    /// decision is known, 413, and 422 when the <c>Idempotency-Key</c> was used for something else.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="paymentId">The payment.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody("""{"label":"confirmedFraud","note":"The buyer says so."}""")]
    [Function("FraudLabel")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "fraud/decisions/{paymentId}/label")] HttpRequest request,
        string paymentId,
        CancellationToken cancellationToken)
    {
        if (!PaymentId.TryCreate(paymentId, out var id))
        {
            return Problems.BadRequest("paymentId", $"A payment id has 1 to {IdText.MaxLength} characters and no control characters.");
        }

        var key = request.Headers[IdempotencyKey].ToString();
        if (key.Length > 0 && !PaymentId.TryCreate(key, out _))
        {
            return Problems.BadRequest(IdempotencyKey, $"An idempotency key has 1 to {IdText.MaxLength} characters.");
        }

        if (JsonBody.TooLong(request, MostBodyBytes) is { } tooLong)
        {
            return tooLong;
        }

        var (label, problem) = await ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var receipt = await desk.TakeAsync(id, label!, key.Length == 0 ? null : key, cancellationToken);
        return receipt.Refusal switch
        {
            LabelRefusal.UnknownPayment => Problems.NotFound(
                "paymentId", "No decision is known for this payment. A fresh one is found about two seconds after it was made."),
            LabelRefusal.OtherRequest => Problems.Unprocessable(IdempotencyKey, "The key was used for another label or note of this payment."),
            _ => Results.Json(new { eventId = receipt.EventId }, statusCode: StatusCodes.Status202Accepted),
        };
    }

    private static async Task<(AnalystLabel? Label, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ParseAsync(request, cancellationToken);
        if (document is null)
        {
            return (null, problem);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("label", out var member) || member.ValueKind != JsonValueKind.String
                || !TryParse(member.GetString(), out var label))
            {
                return (null, Problems.BadRequest("label", "Expected one of chargeback, confirmedFraud, cleared and returned."));
            }

            var note = root.TryGetProperty("note", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            return note?.Length > AnalystLabel.MaxNote
                ? (null, Problems.BadRequest("note", $"A note has at most {AnalystLabel.MaxNote} characters."))
                : (new AnalystLabel(label, note), null);
        }
    }

    private static bool TryParse(string? text, out PaymentLabel label)
    {
        foreach (var one in Enum.GetValues<PaymentLabel>())
        {
            if (EventNames.Of(one) == text)
            {
                label = one;
                return true;
            }
        }

        label = default;
        return false;
    }
}
