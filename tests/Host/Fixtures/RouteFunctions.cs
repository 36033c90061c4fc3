using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>HTTP functions with routes of all kinds; each answers with its name and what it was given.</summary>
public sealed class RouteFunctions
{
    [Function("Optional")]
    public IResult Optional([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{x?}")] HttpRequest request, string? x) =>
        Results.Text($"Optional {request.Method} {x ?? "none"}");

    [Function("CatchAll")]
    public IResult CatchAll([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "all/{*rest}")] HttpRequest request, string? rest) =>
        Results.Text($"CatchAll {request.Method} {rest ?? "none"}");

    [Function("Default")]
    public IResult Default([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "default/{page=1}")] HttpRequest request, int page) =>
        Results.Text(string.Create(CultureInfo.InvariantCulture, $"Default {request.Method} {page}"));

    [Function("Pattern")]
    public IResult Pattern([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sku/{sku:regex(^[A-Z]{{3}}$)}")] HttpRequest request, string sku) =>
        Results.Text($"Pattern {request.Method} {sku}");

    [Function("Letters")]
    public IResult Letters([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "letters/{word:alpha:length(2,4)}")] HttpRequest request, string word) =>
        Results.Text($"Letters {request.Method} {word}");

    [Function("Identified")]
    public IResult Identified([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "id/{id:guid}")] HttpRequest request, Guid id) =>
        Results.Text($"Identified {request.Method} {id}");

    [Function("FromSetting")]
    public IResult FromSetting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "%Place%/{id:int}")] HttpRequest request, int id) =>
        Results.Text(string.Create(CultureInfo.InvariantCulture, $"FromSetting {request.Method} {id}"));

    [Function("AnyMethod")]
    public IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any")] HttpRequest request) => Results.Text("AnyMethod " + request.Method);
}
