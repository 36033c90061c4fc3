using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Log lines of the decision policy: event ids 2030 to 2049.</summary>
internal static partial class FraudPolicyLog
{
    [LoggerMessage(2030, LogLevel.Information, "Payments are decided by policy {Version}, before by {Previous}.")]
    internal static partial void PolicyInUse(this ILogger logger, string version, string previous);

    [LoggerMessage(2031, LogLevel.Error, "The policy in the store is refused, {Current} stays in use. {Reason}")]
    internal static partial void PolicyRefused(this ILogger logger, string reason, string current);

    [LoggerMessage(2032, LogLevel.Warning, "The policy is not read from {Location}, {Current} stays in use: {Reason}")]
    internal static partial void PolicyUnreachable(this ILogger logger, string location, string current, string reason);

    [LoggerMessage(2033, LogLevel.Error, "Looking for the policy failed.")]
    internal static partial void PolicyRefreshFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2034, LogLevel.Warning, "The cap on declines is reached in partition {Partition}: {Count} payments of this batch are reviewed instead.")]
    internal static partial void DeclinesCapped(this ILogger logger, string partition, int count);

    [LoggerMessage(2035, LogLevel.Error, "Two batches in a row waited longer than {Budget} ms for the model: rules alone decide for {Pause} seconds.")]
    internal static partial void ModelSlow(this ILogger logger, int budget, double pause);
}
