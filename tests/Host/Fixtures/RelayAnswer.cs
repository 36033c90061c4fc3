using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>An HTTP answer with events beside it.</summary>
public sealed record RelayAnswer(
    [property: HttpResult] IResult Answer,
    [property: EventHubOutput("%HubName%", Connection = "EventHubs")] string[] Events);
