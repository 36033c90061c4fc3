using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Hubs;

/// <summary>Opens hubs as commands do: a user waits, so an endpoint that is not there is given up after seconds, not minutes.</summary>
internal static class HubConnections
{
    private const int Retries = 5;

    /// <summary>A client of one hub; nothing is opened yet.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="hub">Hub name.</param>
    /// <param name="time">The clock.</param>
    public static HubClient Open(HubConnectionString target, string hub, TimeProvider time) =>
        new(target, hub, new HubClientOptions { MaxRetries = Retries }, time, NullLoggerFactory.Instance);
}
