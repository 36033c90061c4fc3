using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for HTTP requests to its route under the route prefix of <c>host.json</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, with a function key.</summary>
    public HttpTriggerAttribute()
    {
    }

    /// <summary>The named methods, with a function key.</summary>
    /// <param name="methods">HTTP methods in any case; none means any.</param>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Any method, with a key of the given level.</summary>
    /// <param name="authLevel">The least level a caller needs.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>The named methods, with a key of the given level.</summary>
    /// <param name="authLevel">The least level a caller needs.</param>
    /// <param name="methods">HTTP methods in any case; none means any.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Route template below the prefix; <see langword="null"/> means the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>HTTP methods answered; <see langword="null"/> or empty means any.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The least level a caller needs.</summary>
    /// <value>Default <see cref="AuthorizationLevel.Function"/>.</value>
    public AuthorizationLevel AuthLevel { get; private set; } = AuthorizationLevel.Function;
}
