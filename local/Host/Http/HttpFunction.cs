using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>Answers the requests of one HTTP function: checks the key, invokes, and turns a failure into a problem document.</summary>
internal sealed class HttpFunction(FunctionExecutor executor, string route, FunctionKeys keys, HttpThrottle? throttle)
{
    private readonly HttpTriggerAttribute _trigger = (HttpTriggerAttribute)executor.Function.Trigger;

    /// <summary>Name of the function.</summary>
    public string Name => executor.Function.Name;

    /// <summary>Methods answered, upper case; empty means any.</summary>
    public string[] Methods => [.. (_trigger.Methods ?? []).Select(static method => method.ToUpperInvariant())];

    /// <summary>Route template with the prefix, beginning with '/'.</summary>
    public string Route => route;

    /// <summary>The least level a caller needs.</summary>
    public AuthorizationLevel Level => _trigger.AuthLevel;

    /// <summary>Answers one request, within the limits of <c>host.json</c>.</summary>
    public Task HandleAsync(HttpContext http) => throttle is null ? AnswerAsync(http) : throttle.RunAsync(http, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        if (Level != AuthorizationLevel.Anonymous
            && await keys.LevelOfAsync(RequestKey.Of(http.Request), Name, http.RequestAborted).ConfigureAwait(false) < Level)
        {
            await HttpProblem.WriteAsync(http, StatusCodes.Status401Unauthorized, "The call needs a valid key in the header x-functions-key.").ConfigureAwait(false);
            return;
        }

        var outcome = await executor.RunAsync(new InvocationRequest(http.Request) { Http = http }, http.RequestAborted).ConfigureAwait(false);
        if (outcome.Failure is { } failure && !http.RequestAborted.IsCancellationRequested)
        {
            await (failure is BadHttpRequestException bad
                ? HttpProblem.WriteAsync(http, bad.StatusCode, bad.Message)
                : outcome.IsCancelled
                ? HttpProblem.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The host is stopping; try again.")
                : HttpProblem.WriteAsync(http, StatusCodes.Status500InternalServerError, "The function failed; its log says why.")).ConfigureAwait(false);
        }
    }
}
