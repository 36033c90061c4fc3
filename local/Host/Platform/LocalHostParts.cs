using Microsoft.Azure.Functions.Worker.Middleware;

namespace XbFunctions.Host;

/// <summary>What the builder hands to the host.</summary>
/// <param name="Functions">The functions to run, checked.</param>
/// <param name="Middleware">The app's pipeline, in order.</param>
/// <param name="HostJson">Settings of <c>host.json</c>.</param>
/// <param name="Settings">Where the platform publishes what it started.</param>
/// <param name="Options">Settings of the platform.</param>
internal sealed record LocalHostParts(
    IReadOnlyList<FunctionDescriptor> Functions,
    IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware,
    HostJson HostJson,
    PlatformSettings Settings,
    LocalPlatformOptions Options);
