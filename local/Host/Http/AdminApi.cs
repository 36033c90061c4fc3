using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The operator's calls under <c>/admin</c>, for holders of the master key.</summary>
internal sealed class AdminApi(FunctionSet functions, IDrain drain)
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

    /// <summary>Runs a function once, beside its trigger, with the text that the body gives as <c>input</c>; the answer does not wait for it.</summary>
    public async Task RunAsync(HttpContext http)
    {
        var name = (string?)http.Request.RouteValues["name"];
        var executor = functions.Executors.FirstOrDefault(executor => executor.Function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (executor is null)
        {
            await HttpProblem.WriteAsync(http, StatusCodes.Status404NotFound, $"There is no function {name}.").ConfigureAwait(false);
            return;
        }

        if (executor.Function.Trigger is HttpTriggerAttribute)
        {
            await HttpProblem.WriteAsync(
                http, StatusCodes.Status400BadRequest, $"{executor.Function.Name} is an HTTP function: call its route.").ConfigureAwait(false);
            return;
        }

        try
        {
            var input = await InputAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
            var request = await functions.RequestByHandAsync(executor, input, http.RequestAborted).ConfigureAwait(false);
            _ = executor.RunAsync(request);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (JsonException exception)
        {
            await HttpProblem.WriteAsync(
                http, StatusCodes.Status400BadRequest, $"The body is not {{\"input\": \"...\"}} as {executor.Function.Name} takes it: {exception.Message}").ConfigureAwait(false);
        }
    }

    /// <summary>Stops the listeners; invocations that run go on, and HTTP functions keep answering.</summary>
    public async Task DrainAsync(HttpContext http)
    {
        _isDraining = true;
        await drain.BeginAsync().ConfigureAwait(false);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    public Task DrainStatusAsync(HttpContext http)
    {
        var (invocations, retries) = drain.Outstanding;
        return http.Response.WriteAsJsonAsync(
            new
            {
                state = !_isDraining ? "Disabled" : invocations > 0 ? "InProgress" : "Completed",
                outstandingInvocations = invocations,
                outstandingRetries = retries,
            },
            http.RequestAborted);
    }

    /// <summary>Starts the listeners again after a drain.</summary>
    public async Task ResumeAsync(HttpContext http)
    {
        await drain.EndAsync(http.RequestAborted).ConfigureAwait(false);
        _isDraining = false;
        await http.Response.WriteAsJsonAsync(new { state = "Running" }, http.RequestAborted).ConfigureAwait(false);
    }

    public static Task PingAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        return Task.CompletedTask;
    }

    private static async Task<string?> InputAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind != JsonValueKind.Object ? throw new JsonException("Expected an object.")
            : !document.RootElement.TryGetProperty("input", out var input) || input.ValueKind == JsonValueKind.Null ? null
            : input.ValueKind == JsonValueKind.String ? input.GetString()
            : throw new JsonException("input is no text.");
    }
}
