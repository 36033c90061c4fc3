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

    private static IResult Make(int status, string title, string field, string detail) =>
        Results.Problem(detail, statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["field"] = field });
}
