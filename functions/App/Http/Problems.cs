using Microsoft.AspNetCore.Http;

namespace XbFunctions.App.Http;

/// <summary>Error answers after RFC 9457, each with the field that is at fault.</summary>
internal static class Problems
{
    /// <summary>400: the request cannot be answered as it is.</summary>
    /// <param name="field">Parameter or member at fault.</param>
    /// <param name="detail">What is wrong with it, one sentence.</param>
    public static IResult BadRequest(string field, string detail) => Make(StatusCodes.Status400BadRequest, "Bad request", field, detail);

    /// <summary>404: there is no such thing.</summary>
    /// <param name="field">Parameter that names it.</param>
    /// <param name="detail">What was looked for, one sentence.</param>
    public static IResult NotFound(string field, string detail) => Make(StatusCodes.Status404NotFound, "Not found", field, detail);

    /// <summary>413: the body is too long.</summary>
    /// <param name="detail">How long it may be, one sentence.</param>
    public static IResult TooLarge(string detail) => Make(StatusCodes.Status413PayloadTooLarge, "Content too large", "body", detail);

    /// <summary>422: what is asked contradicts what was asked before.</summary>
    /// <param name="field">Parameter, member or header at fault.</param>
    /// <param name="detail">What contradicts, one sentence.</param>
    public static IResult Unprocessable(string field, string detail) => Make(StatusCodes.Status422UnprocessableEntity, "Unprocessable content", field, detail);

    /// <summary>An error that clients of Azure AI Translator understand too: the problem has their member <c>error</c> beside ours.</summary>
    /// <param name="status">Status code.</param>
    /// <param name="code">Translator's own code, whose first three digits are the status.</param>
    /// <param name="field">Parameter or member at fault; null where none is.</param>
    /// <param name="detail">What is wrong, one sentence.</param>
    public static IResult Translator(int status, int code, string? field, string detail) => Results.Problem(
        detail,
        statusCode: status,
        title: status == StatusCodes.Status400BadRequest ? "Bad request" : "Not translated",
        extensions: new Dictionary<string, object?> { ["field"] = field, ["error"] = new { code, message = detail } });

    /// <summary>Any other error.</summary>
    /// <param name="status">Status code.</param>
    /// <param name="title">What kind of error, a few words.</param>
    /// <param name="field">Parameter or member at fault; null where none is.</param>
    /// <param name="detail">What is wrong, one sentence.</param>
    public static IResult Make(int status, string title, string? field, string detail) => Results.Problem(
        detail,
        statusCode: status,
        title: title,
        extensions: field is null ? null : new Dictionary<string, object?> { ["field"] = field });
}
