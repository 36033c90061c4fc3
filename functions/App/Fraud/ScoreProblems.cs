using Microsoft.AspNetCore.Http;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.App.Fraud;

/// <summary>HTTP answers of the synchronous score.</summary>
internal static class ScoreProblems
{
    private const string RetryAfterSeconds = "1";

    /// <summary>413: the body is too long.</summary>
    /// <param name="limit">Most bytes.</param>
    public static IResult TooLarge(int limit) => Make(StatusCodes.Status413PayloadTooLarge, "Content too large", "body", $"The body is longer than {limit} bytes.");

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
                return Make(StatusCodes.Status422UnprocessableEntity, "Idempotency key reused", answer.Field, answer.Detail!);
            default:
                response.Headers.RetryAfter = RetryAfterSeconds;
                return Make(StatusCodes.Status503ServiceUnavailable, "Try again", null, answer.Detail!);
        }
    }

    private static IResult Make(int status, string title, string? field, string detail) => Results.Problem(
        detail,
        statusCode: status,
        title: title,
        extensions: field is null ? null : new Dictionary<string, object?> { ["field"] = field });
}
