using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>HTTP functions of all shapes.</summary>
public sealed class HttpFunctions
{
    [Function("Greet")]
    public IActionResult Greet([HttpTrigger(AuthorizationLevel.Function, "get", Route = "greet/{name}")] HttpRequest request, string name) =>
        new OkObjectResult(new { greeting = $"Hello {name}", method = request.Method });

    [Function("Open")]
    public IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post")] HttpRequest request) => Results.Text("open " + request.Method);

    [Function("Item")]
    public IResult Item([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int:min(1)}")] HttpRequest request, int id) =>
        Results.Text($"{request.Path} {id + 1}");

    [Function("Broken")]
    public Task<IResult> BrokenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("secret detail of " + request.Path);

    [Function("Sum")]
    public IResult Sum([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, [Microsoft.Azure.Functions.Worker.Http.FromBody] int[] numbers) =>
        Results.Json(new { sum = numbers.Sum(), length = request.ContentLength });

    [Function("Relay")]
    public RelayAnswer Relay([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) =>
        new(Results.Accepted(), [$"relayed {request.Method}", "twice"]);

    [Function("Boss")]
    public IResult Boss([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Text(request.Method);
}
