using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>HTTP functions that answer with results of all kinds.</summary>
public sealed class ResultFunctions
{
    [Function("R-object")]
    public IActionResult Object([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new ObjectResult(new { request.Method }) { StatusCode = StatusCodes.Status201Created };

    [Function("R-json")]
    public JsonResult Json([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new(new { request.Method });

    [Function("R-file")]
    public FileResult File([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new FileContentResult(Encoding.UTF8.GetBytes(request.Method), "text/csv") { FileDownloadName = "a.csv" };

    [Function("R-content")]
    public async Task<ContentResult> ContentAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        await Task.FromResult(new ContentResult { Content = request.Method, ContentType = "text/html", StatusCode = StatusCodes.Status203NonAuthoritative });

    [Function("R-status")]
    public async ValueTask<IActionResult> StatusAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        await ValueTask.FromResult(new StatusCodeResult(request.Method == "GET" ? StatusCodes.Status418ImATeapot : StatusCodes.Status400BadRequest));

    [Function("R-stream")]
    public IResult Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        TypedResults.Stream(async body => await body.WriteAsync(Encoding.UTF8.GetBytes(request.Method)), "application/octet-stream");

    [Function("R-union")]
    public Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<string>, Microsoft.AspNetCore.Http.HttpResults.NotFound> Union(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => request.Query.Count == 0 ? TypedResults.NotFound() : TypedResults.Ok("found");

    [Function("R-member")]
    public Task<ActionAnswer> MemberAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Task.FromResult(new ActionAnswer(new AcceptedResult("/later", request.Method)));

    public sealed record ActionAnswer([property: HttpResult] IActionResult Answer);
}
