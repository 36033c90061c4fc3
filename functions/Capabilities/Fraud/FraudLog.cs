using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Log lines of payment scoring: event ids 2000 to 2099.</summary>
internal static partial class FraudLog
{
    [LoggerMessage(2001, LogLevel.Warning, "Payments are decided by rules alone: {Reason}")]
    internal static partial void NoModel(this ILogger logger, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Payments are scored by model {Model} {Version}.")]
    internal static partial void ModelInUse(this ILogger logger, string model, string version);

    [LoggerMessage(2004, LogLevel.Error, "Payment {PaymentId} was scored, but could not be published: {Fault}.")]
    internal static partial void NotRecorded(this ILogger logger, string paymentId, string fault);
}
