using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Fraud;

/// <summary>Answers with the decision on one payment.</summary>
/// <param name="decisions">Decisions by payment id.</param>
/// <param name="features">Features of decisions.</param>
public sealed class FraudDecisionTrigger(LookupReader decisions, DecisionFeatures features)
{
    /// <summary>
    /// <c>GET /api/fraud/decisions/{paymentId}?language=&amp;audience=&amp;features=</c>: 200 with what <see cref="DecisionAnswer"/> makes of <c>fraud.decided</c> and
    /// texts for the reader, and for agents with <c>features=true</c> what the archive holds of it, 400 for what is no payment id, language, audience or
    /// flag, 404.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="paymentId">The payment, as its producer named it.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("FraudDecision")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fraud/decisions/{paymentId}")] HttpRequest request,
        string paymentId,
        CancellationToken cancellationToken)
    {
        if (!PaymentId.TryCreate(paymentId, out var id))
        {
            return Problems.BadRequest("paymentId", $"A payment id has 1 to {IdText.MaxLength} characters and no control characters.");
        }

        var language = request.Query["language"].ToString() is { Length: > 0 } asked ? asked : "en";
        if (!FraudReasonTexts.Speaks(language))
        {
            return Problems.BadRequest("language", $"Texts are in {string.Join(", ", FraudReasonTexts.Languages)}.");
        }

        var audience = ReasonAudience.Agent;
        if (request.Query["audience"].ToString() is { Length: > 0 } reader
            && (!char.IsAsciiLetter(reader[0]) || !Enum.TryParse(reader, ignoreCase: true, out audience) || !Enum.IsDefined(audience)))
        {
            return Problems.BadRequest("audience", "An audience is 'agent' or 'buyer'.");
        }

        var withFeatures = false;
        if (request.Query["features"].ToString() is { Length: > 0 } flag && !bool.TryParse(flag, out withFeatures))
        {
            return Problems.BadRequest("features", "Expected 'true' or 'false'.");
        }

        if (withFeatures && audience != ReasonAudience.Agent)
        {
            return Problems.BadRequest("features", "Features are for the audience 'agent' alone.");
        }

        if (await decisions.FindAsync(id.Value, cancellationToken) is not { } body)
        {
            return Problems.NotFound("paymentId", "No decision is known for this payment. A fresh one is found about two seconds after it was made.");
        }

        var answer = DecisionAnswer.From(FraudReasonTexts.AddTo(body.Span, language, audience));
        if (withFeatures)
        {
            await features.AddToAsync(answer, cancellationToken);
        }

        return Results.Json(answer);
    }
}
