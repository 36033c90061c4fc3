using Microsoft.AspNetCore.Http;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.App.Fraud;

/// <summary>HTTP answers of the synchronous score.</summary>
internal static class ScoreProblems
{
    private const string RetryAfterSeconds = "1";

    /// <summary>Maps an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="response">Takes the headers that no result carries.</param>
    public static IResult Map(in ScoreAnswer answer, HttpResponse response)
    {
        switch (answer.Kind)
        {
            case ScoreAnswerKind.Decided:
                return Results.Bytes(answer.Body, "application/json");
            case ScoreAnswerKind.Refused:
                return Problems.BadRequest(answer.Field!, answer.Detail!);
            case ScoreAnswerKind.KeyReused:
                return Problems.Make(StatusCodes.Status422UnprocessableEntity, "Idempotency key reused", answer.Field, answer.Detail!);
            default:
                response.Headers.RetryAfter = RetryAfterSeconds;
                return Problems.Make(StatusCodes.Status503ServiceUnavailable, "Try again", null, answer.Detail!);
        }
    }
}
