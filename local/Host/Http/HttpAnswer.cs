using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>Writes what an HTTP function returned as the answer.</summary>
internal static class HttpAnswer
{
    /// <summary>Writes an <see cref="IActionResult"/>, an <see cref="IResult"/>, or the member marked <c>[HttpResult]</c>.</summary>
    /// <returns>Whether the value was an answer; <see langword="null"/> is one, of an empty body.</returns>
    public static async Task<bool> TryWriteAsync(HttpContext http, object? value)
    {
        switch (value)
        {
            case null:
                return true;
            case IActionResult result:
                await result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())).ConfigureAwait(false);
                return true;
            case IResult result:
                await result.ExecuteAsync(http).ConfigureAwait(false);
                return true;
            default:
                return Marked(value.GetType()) is { } member && await TryWriteAsync(http, member.GetValue(value)).ConfigureAwait(false);
        }
    }

    private static PropertyInfo? Marked(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(static property => property.IsDefined(typeof(HttpResultAttribute)));
}
