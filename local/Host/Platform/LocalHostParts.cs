using Microsoft.Azure.Functions.Worker.Middleware;

namespace XbFunctions.Host;

/// <summary>What the builder hands to the host.</summary>
/// <param name="Functions">The functions to run, checked.</param>
/// <param name="Middleware">The app's pipeline, in order.</param>
/// <param name="HostJson">Settings of <c>host.json</c>.</param>
/// <param name="Settings">Where the platform publishes what it started.</param>
/// <param name="Options">Settings of the platform.</param>
/// <param name="Supervisor">The supervisor's link, when this process runs one function group of several.</param>
internal sealed record LocalHostParts(
    IReadOnlyList<FunctionDescriptor> Functions,
    IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware,
    HostJson HostJson,
    PlatformSettings Settings,
    LocalPlatformOptions Options,
    SupervisedProcess? Supervisor)
{
    /// <summary>Whether this process answers HTTP.</summary>
    public bool ServesHttp => Supervisor is null || Supervisor.Group.ServesHttp;

    /// <summary>Whether a function's trigger is listened to in this process.</summary>
    public bool RunsHere(string function) => Supervisor is null || Supervisor.Group.Functions.Contains(function, StringComparer.OrdinalIgnoreCase);
}
