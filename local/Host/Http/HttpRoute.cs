using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>The routes of HTTP functions.</summary>
internal static class HttpRoute
{
    // What the service keeps for itself.
    private static readonly string[] Reserved = ["admin", "runtime"];

    /// <summary>Route template of a function with the prefix and its settings in place, beginning with '/'.</summary>
    /// <exception cref="PlatformStartException">A setting that the route names is missing.</exception>
    public static string Of(FunctionDescriptor function, string prefix, IConfiguration settings)
    {
        var route = ((HttpTriggerAttribute)function.Trigger).Route;
        var own = string.IsNullOrEmpty(route) ? function.Name : settings.Expand(route, function.Name).TrimStart('/');
        return "/" + $"{prefix}/{own}".TrimStart('/');
    }

    /// <summary>Looks for routes that lead where the host's own calls are.</summary>
    /// <exception cref="PlatformStartException">There is one; the message names its function.</exception>
    public static void Check(IEnumerable<HttpFunction> functions)
    {
        foreach (var function in functions)
        {
            var first = function.Route.TrimStart('/').Split('/')[0];
            if (Reserved.Contains(first, StringComparer.OrdinalIgnoreCase))
            {
                throw new PlatformStartException(
                    $"{function.Name}: the route {function.Route} begins with '{first}', which belongs to the host. Choose another route or a routePrefix.");
            }
        }
    }
}
