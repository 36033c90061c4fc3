using Amqp;
using Amqp.Framing;

namespace XbFunctions.EventHub;

/// <summary>The service's error conditions and wordings; clients match some of the texts.</summary>
internal static class HubErrors
{
    public const string ArgumentError = "com.microsoft:argument-error";
    public const string ArgumentOutOfRange = "com.microsoft:argument-out-of-range";
    public const string ServerBusy = "com.microsoft:server-busy";

    public static AmqpException NotFound(string entity) =>
        new(ErrorCode.NotFound, $"The messaging entity '{entity}' could not be found.");

    public static AmqpException NoPartition(HubEntity hub, string partition) => new(
        ArgumentOutOfRange,
        $"The specified partition '{partition}' is invalid for an EventHub partition sender or receiver. It should be between 0 and {hub.Partitions.Count - 1} for '{hub.Name}'.");

    public static AmqpException Unauthorized(string entity) =>
        new(ErrorCode.UnauthorizedAccess, $"Unauthorized access to '{entity}'. No valid token was put for it on this connection.");

    public static AmqpException TokenExpired(string entity) =>
        new(ErrorCode.UnauthorizedAccess, $"Unauthorized access to '{entity}'. The token for it has expired and no new one was put.");

    public static Rejected Reject(string condition, string description) =>
        new() { Error = new Error(condition) { Description = description } };

    /// <summary>The partition of an address, or an error to answer.</summary>
    public static HubPartition FindPartition(HubEntity hub, string id) =>
        hub.Partitions.FirstOrDefault(partition => partition.Id == id) ?? throw NoPartition(hub, id);
}
