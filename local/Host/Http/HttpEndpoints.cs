using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace XbFunctions.Host;

/// <summary>Puts the HTTP functions on their routes.</summary>
internal static class HttpEndpoints
{
    /// <summary>Maps every HTTP function, and answers everything else with a problem document.</summary>
    /// <exception cref="PlatformStartException">A route template cannot be read.</exception>
    public static void Map(WebApplication app, FunctionSet functions)
    {
        if (LocalCors.Find(app.Configuration) is { } cors)
        {
            app.UseCors(cors);
        }

        foreach (var function in functions.Http)
        {
            try
            {
                _ = function.Methods.Length == 0
                    ? app.Map(function.Route, function.HandleAsync)
                    : app.MapMethods(function.Route, function.Methods, function.HandleAsync);
            }
            catch (RoutePatternException exception)
            {
                throw new PlatformStartException($"{function.Name}: the route {function.Route} cannot be read: {exception.Message}", exception);
            }
        }

        app.Use(AnswerUnknownAsync);
    }

    private static async Task AnswerUnknownAsync(HttpContext http, RequestDelegate next)
    {
        await next(http).ConfigureAwait(false);
        if (http.GetEndpoint() is null && http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false })
        {
            await HttpProblem.WriteAsync(http, StatusCodes.Status404NotFound, "There is no function at this address.").ConfigureAwait(false);
        }
    }
}
