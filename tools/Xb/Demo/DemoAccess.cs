using XbFunctions.Host;

namespace XbFunctions.Xb.Demo;

/// <summary>How to reach the demo's platform from outside.</summary>
/// <param name="Http">Address of the HTTP functions with their prefix.</param>
/// <param name="Key">Key of the function <c>FraudDecision</c>.</param>
/// <param name="EventHubs">Connection string of the hubs.</param>
internal sealed record DemoAccess(Uri Http, string Key, string EventHubs)
{
    /// <summary>How to reach a platform.</summary>
    /// <param name="platform">Started.</param>
    public static DemoAccess Of(LocalPlatform platform) => new(
        new Uri(platform.HttpAddress, $"{platform.RoutePrefix}/"),
        platform.GetKey("FraudDecision"),
        platform.EventHubsConnectionString ?? throw new InvalidOperationException("The local platform opened no hub."));

    /// <summary>Address of a decision.</summary>
    /// <param name="paymentId">The payment.</param>
    public Uri DecisionOn(string paymentId) => new(Http, $"fraud/decisions/{Uri.EscapeDataString(paymentId)}");

    /// <summary>A line that prints a decision when it is typed in a shell.</summary>
    /// <param name="paymentId">The payment.</param>
    public string CurlLine(string paymentId) => $"curl -s -H 'x-functions-key: {Key}' '{DecisionOn(paymentId)}'";
}
