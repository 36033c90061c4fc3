using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The operator's calls under <c>/admin</c>, for holders of the master key.</summary>
internal sealed class AdminApi(FunctionSet functions, ListenerGroup listeners, InvocationCounts counts)
{
    private volatile bool _isDraining;

    /// <summary>Wraps a call so that it needs the master key: 401 without a known host key, 403 with a lesser one.</summary>
    public RequestDelegate Guard(Func<HttpContext, Task> call) => async http =>
    {
        var level = await functions.Keys.LevelOfAsync(RequestKey.Of(http.Request), null, http.RequestAborted).ConfigureAwait(false);
        await (level switch
        {
            AuthorizationLevel.Admin => call(http),
            AuthorizationLevel.Anonymous => HttpProblem.WriteAsync(http, StatusCodes.Status401Unauthorized, "The call needs the master key in the header x-functions-key."),
            _ => HttpProblem.WriteAsync(http, StatusCodes.Status403Forbidden, "The call needs the master key."),
        }).ConfigureAwait(false);
    };

    public Task StatusAsync(HttpContext http) => http.Response.WriteAsJsonAsync(
        new { id = functions.HostId, state = "Running", version = typeof(AdminApi).Assembly.GetName().Version?.ToString(3) },
        http.RequestAborted);

    public Task ListAsync(HttpContext http) => http.Response.WriteAsJsonAsync(
        functions.Executors.Select(executor => new
        {
            name = executor.Function.Name,
            trigger = executor.Function.Trigger.GetType().Name.Replace("Attribute", string.Empty, StringComparison.Ordinal),
            entryPoint = executor.Function.EntryPoint,
            route = functions.Http.FirstOrDefault(function => function.Name == executor.Function.Name)?.Route,
        }),
        http.RequestAborted);

    /// <summary>Runs a timer function once, beside its schedule; the answer does not wait for it.</summary>
    public Task RunAsync(HttpContext http)
    {
        var name = (string?)http.Request.RouteValues["name"];
        var executor = functions.Executors.FirstOrDefault(executor => executor.Function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (executor is null)
        {
            return HttpProblem.WriteAsync(http, StatusCodes.Status404NotFound, $"There is no function {name}.");
        }

        if (executor.Function.Trigger is not TimerTriggerAttribute)
        {
            return HttpProblem.WriteAsync(http, StatusCodes.Status400BadRequest, $"{name} is no timer function; the local host runs only those by hand.");
        }

        _ = executor.RunAsync(new InvocationRequest(new TimerInfo()));
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    /// <summary>Stops the listeners; invocations that run go on, and HTTP functions keep answering.</summary>
    public Task DrainAsync(HttpContext http)
    {
        _isDraining = true;
        _ = listeners.StopAsync();
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    public Task DrainStatusAsync(HttpContext http)
    {
        var outstanding = counts.Outstanding;
        return http.Response.WriteAsJsonAsync(
            new
            {
                state = !_isDraining ? "Disabled" : outstanding > 0 ? "InProgress" : "Completed",
                outstandingInvocations = outstanding,
                outstandingRetries = counts.OutstandingRetries,
            },
            http.RequestAborted);
    }

    /// <summary>Starts the listeners again after a drain.</summary>
    public async Task ResumeAsync(HttpContext http)
    {
        await listeners.StartAsync(http.RequestAborted).ConfigureAwait(false);
        _isDraining = false;
        await http.Response.WriteAsJsonAsync(new { state = "Running" }, http.RequestAborted).ConfigureAwait(false);
    }

    public static Task PingAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        return Task.CompletedTask;
    }
}
