using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Log events 2100 to 2119, of the exchange between partitions.</summary>
internal static partial class ExchangeLog
{
    [LoggerMessage(2100, LogLevel.Warning, "Partition {Partition} could not publish its sums ({Fault}); it tells everything again in {WaitSeconds} s.")]
    internal static partial void SumsNotPublished(this ILogger logger, string partition, string fault, double waitSeconds);

    [LoggerMessage(2101, LogLevel.Warning, "The sums of other partitions could not be read ({Fault}); those known are used for {StaleSeconds} s more at most.")]
    internal static partial void SumsNotRead(this ILogger logger, string fault, double staleSeconds);

    [LoggerMessage(2102, LogLevel.Error, "The sums of partition {Partition} in {Blob} are damaged; they are left out until it begins another blob.")]
    internal static partial void SumsDamaged(this ILogger logger, Exception fault, string partition, string blob);

    [LoggerMessage(2103, LogLevel.Warning, "The sums of partition {Partition} are gone from storage; they are left out until it publishes again.")]
    internal static partial void SumsMissing(this ILogger logger, string partition);
}
