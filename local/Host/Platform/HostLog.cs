using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>What the local host logs; event ids 5100 to 5199.</summary>
internal static partial class HostLog
{
    [LoggerMessage(5100, LogLevel.Information, "{Line}")]
    internal static partial void StartUp(this ILogger logger, string line);

    [LoggerMessage(5110, LogLevel.Error, "Function {Function} failed (invocation {InvocationId}).")]
    internal static partial void InvocationFailed(this ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(5111, LogLevel.Error, "Function {Function} was cancelled after its time limit of {Limit} (invocation {InvocationId}).")]
    internal static partial void InvocationTimedOut(this ILogger logger, string function, string invocationId, TimeSpan limit);

    [LoggerMessage(5112, LogLevel.Warning, "Function {Function} was cancelled (invocation {InvocationId}).")]
    internal static partial void InvocationCancelled(this ILogger logger, string function, string invocationId);

    [LoggerMessage(5113, LogLevel.Warning, "Function {Function} is tried again in {Delay} (invocation {InvocationId}, retry {Retry}).")]
    internal static partial void RetryScheduled(this ILogger logger, string function, string invocationId, int retry, TimeSpan delay);

    [LoggerMessage(5114, LogLevel.Critical, "Function {Function} goes on {Grace} after its CancellationToken has fired (invocation {InvocationId}); the host ends, to be started again. Pass the token on to what the function waits for.")]
    internal static partial void InvocationStuck(this ILogger logger, string function, string invocationId, TimeSpan grace);

    [LoggerMessage(5115, LogLevel.Warning, "The keys could not be read again: {Reason}")]
    internal static partial void KeysNotReloaded(this ILogger logger, string reason);

    [LoggerMessage(5120, LogLevel.Debug, "Function {Function} reads hub {Hub}, group {ConsumerGroup}: {Owned} of {Partitions} partitions are its own.")]
    internal static partial void Reading(this ILogger logger, string function, string hub, string consumerGroup, int owned, int partitions);

    [LoggerMessage(5121, LogLevel.Error, "Reading partition {Partition} for function {Function} failed; it is tried again.")]
    internal static partial void PartitionFault(this ILogger logger, Exception exception, string function, string partition);

    [LoggerMessage(5122, LogLevel.Warning, "The checkpoint of function {Function} in partition {Partition} at {SequenceNumber} could not be written.")]
    internal static partial void CheckpointFailed(this ILogger logger, Exception exception, string function, string partition, long sequenceNumber);

    [LoggerMessage(5123, LogLevel.Warning, "Functions {Functions} read hub {Hub} in the same consumer group {ConsumerGroup}: each gets only part of the partitions. Give each its own group.")]
    internal static partial void GroupShared(this ILogger logger, string functions, string hub, string consumerGroup);

    [LoggerMessage(5124, LogLevel.Warning, "The checkpoint of function {Function} in partition {Partition} is at {SequenceNumber}, but the hub ends at {LastEnqueued}: the hub is a new one, and is read from its initial offset.")]
    internal static partial void CheckpointAhead(this ILogger logger, string function, string partition, long sequenceNumber, long lastEnqueued);

    [LoggerMessage(5125, LogLevel.Warning, "The partitions of function {Function} could not be balanced; it is tried again.")]
    internal static partial void OwnershipFault(this ILogger logger, Exception exception, string function);

    [LoggerMessage(5126, LogLevel.Information, "Function {Function} no longer owns partition {Partition}; another host reads it on.")]
    internal static partial void OwnershipLost(this ILogger logger, string function, string partition);

    [LoggerMessage(5127, LogLevel.Warning, "Partition {Partition} of function {Function} could not be given up; others take it over once its ownership has expired.")]
    internal static partial void OwnershipNotReleased(this ILogger logger, Exception exception, string function, string partition);

    [LoggerMessage(5130, LogLevel.Warning, "Function {Function} returned a {Type}, which is no HTTP answer; expected IActionResult, IResult or a class with [HttpResult].")]
    internal static partial void NoHttpAnswer(this ILogger logger, string function, string type);

    [LoggerMessage(5140, LogLevel.Warning, "The status of timer {Function} could not be written.")]
    internal static partial void TimerStatusFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(5141, LogLevel.Error, "Timer {Function} failed outside its function; it is tried again.")]
    internal static partial void TimerFault(this ILogger logger, Exception exception, string function);

    [LoggerMessage(5142, LogLevel.Warning, "The lock of timer {Function} could not be renewed.")]
    internal static partial void TimerLockNotRenewed(this ILogger logger, string function);

    [LoggerMessage(5143, LogLevel.Warning, "The lock of timer {Function} could not be released; it ends by itself within a minute.")]
    internal static partial void TimerLockNotReleased(this ILogger logger, Exception exception, string function);

    [LoggerMessage(5144, LogLevel.Warning, "The lock of timer {Function} was lost: another host may fire it until it is free again.")]
    internal static partial void TimerLockLost(this ILogger logger, string function);

    [LoggerMessage(5150, LogLevel.Warning, "Invocations still run {Grace} after the host was told to stop; they are cancelled.")]
    internal static partial void CancellingInvocations(this ILogger logger, TimeSpan grace);

    [LoggerMessage(5151, LogLevel.Warning, "Stopping {Part} failed.")]
    internal static partial void StopFailed(this ILogger logger, Exception exception, string part);

    [LoggerMessage(5160, LogLevel.Information, "Process {ProcessId} runs {Group}.")]
    internal static partial void ProcessStarted(this ILogger logger, string group, int processId);

    [LoggerMessage(5161, LogLevel.Warning, "The process of {Group} {End}; it is started again in {Delay}.")]
    internal static partial void ProcessEnded(this ILogger logger, string group, string end, TimeSpan delay);

    [LoggerMessage(5162, LogLevel.Warning, "The process of {Group} did not stop within {Grace} and was ended.")]
    internal static partial void ProcessKilled(this ILogger logger, string group, TimeSpan grace);

    [LoggerMessage(5163, LogLevel.Information, "{Line}")]
    internal static partial void ProcessWrote(this ILogger logger, string line);

    [LoggerMessage(5164, LogLevel.Error, "{Line}")]
    internal static partial void ProcessComplained(this ILogger logger, string line);
}
