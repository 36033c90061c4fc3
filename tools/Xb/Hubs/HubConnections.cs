using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Hubs;

/// <summary>
/// Opens hubs as commands do: an endpoint that is not there at the start is given up after seconds, for a user waits; one that goes away
/// later is waited for, so that a platform may be stopped and started again under a running command.
/// </summary>
internal static class HubConnections
{
    private const int FirstRetries = 4;

    /// <summary>A client of one hub; nothing is opened yet.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="hub">Hub name.</param>
    /// <param name="time">The clock.</param>
    public static HubClient Open(HubConnectionString target, string hub, TimeProvider time) =>
        new(target, hub, null, time, NullLoggerFactory.Instance);

    /// <summary>Finds out whether a hub is there.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="hub">Hub name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="HubClientException">It is not, or refuses access.</exception>
    public static async Task RequireAsync(HubConnectionString target, string hub, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var client = new HubClient(
            target, hub, new HubClientOptions { MaxRetries = FirstRetries }, time, NullLoggerFactory.Instance);
        await client.GetPropertiesAsync(cancellationToken);
    }
}
