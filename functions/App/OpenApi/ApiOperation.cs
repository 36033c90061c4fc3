namespace XbFunctions.App.OpenApi;

/// <summary>One HTTP function under one method.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Capability">Folder it belongs to.</param>
/// <param name="Method">HTTP method in lower case.</param>
/// <param name="Route">Route under <c>/api</c>, without a leading slash.</param>
/// <param name="Summary">What it does, one sentence.</param>
/// <param name="Description">How it is called and what it answers.</param>
/// <param name="IsKeyed">Whether it needs a function key.</param>
/// <param name="Path">Names in the route.</param>
/// <param name="Query">Names of the query string, all optional.</param>
/// <param name="Statuses">Status codes that it may answer with, ascending.</param>
/// <param name="BodyExample">JSON that it accepts; null where it takes no body.</param>
/// <param name="Answer">Type of its answer; null where it is free JSON.</param>
internal sealed record ApiOperation(
    string Function,
    string Capability,
    string Method,
    string Route,
    string Summary,
    string Description,
    bool IsKeyed,
    IReadOnlyList<string> Path,
    IReadOnlyList<string> Query,
    IReadOnlyList<int> Statuses,
    string? BodyExample,
    Type? Answer);
