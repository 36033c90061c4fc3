using Microsoft.Extensions.Logging;

namespace XbFunctions.Inference;

internal static partial class ModelLog
{
    [LoggerMessage(4000, LogLevel.Information, "New {Pointer}: model {Model} {Version} replaces {Previous}; self-test differs by at most {Difference}.")]
    internal static partial void ModelLoaded(
        this ILogger logger, string pointer, string model, string version, string previous, double difference);

    [LoggerMessage(4001, LogLevel.Error, "The {Pointer} of model {Model} is refused, {Current} stays in use. {Reason}")]
    internal static partial void ModelRefused(this ILogger logger, string pointer, string model, string reason, string current);

    [LoggerMessage(4002, LogLevel.Warning, "The {Pointer} of model {Model} could not be read from {Location}: {Reason}")]
    internal static partial void RegistryUnreachable(this ILogger logger, string pointer, string model, string location, string reason);

    [LoggerMessage(4003, LogLevel.Error, "Looking for the {Pointer} of model {Model} failed.")]
    internal static partial void RefreshFailed(this ILogger logger, Exception exception, string pointer, string model);
}
