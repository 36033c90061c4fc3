using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>Log events 3000 to 3099.</summary>
internal static partial class StateLog
{
    [LoggerMessage(3000, LogLevel.Information, "State of {Function} for {Partition} loaded: {Records} records replayed behind generation {Generation}, last sequence number {LastSequence}.")]
    internal static partial void Loaded(this ILogger logger, string function, string partition, long records, long generation, long lastSequence);

    [LoggerMessage(3001, LogLevel.Warning, "Another owner of {Function} for {Partition} has committed; the state is loaded again.")]
    internal static partial void Fenced(this ILogger logger, string function, string partition);

    [LoggerMessage(3002, LogLevel.Warning, "{Operation} failed ({Fault}), attempt {Attempt}; trying again in {WaitMs} ms.")]
    internal static partial void Retrying(this ILogger logger, string operation, int attempt, double waitMs, string fault);

    [LoggerMessage(3003, LogLevel.Warning, "{Missing} events of {Function} for {Partition} are lost, sequence numbers {First} to {Last}: they were skipped, and the hub no longer holds them.")]
    internal static partial void Lost(this ILogger logger, long missing, string function, string partition, long first, long last);

    [LoggerMessage(3004, LogLevel.Information, "Outputs of {Function} for {Partition} are sent again: {Count} events were not confirmed.")]
    internal static partial void Resending(this ILogger logger, int count, string function, string partition);

    [LoggerMessage(3005, LogLevel.Error, "Lookups {Folder} of partition {Partition} could not be written; they are tried again.")]
    internal static partial void LookupFlushFailed(this ILogger logger, Exception fault, string folder, string partition);

    [LoggerMessage(3006, LogLevel.Warning, "The state of {Function} for {Partition} is dropped after a fault and loaded again with the next batch.")]
    internal static partial void Dropped(this ILogger logger, string function, string partition);

    [LoggerMessage(3020, LogLevel.Warning, "{Missing} events of {Function} for {Partition} were skipped before sequence number {Sequence}; they are read from the hub again.")]
    internal static partial void Healing(this ILogger logger, long missing, string function, string partition, long sequence);

    [LoggerMessage(3021, LogLevel.Information, "The gap of {Function} for {Partition} before sequence number {Sequence} is closed: {Healed} events were read again.")]
    internal static partial void Healed(this ILogger logger, string function, string partition, long sequence, long healed);

    [LoggerMessage(3022, LogLevel.Error, "The snapshot of {Function} for {Partition} before generation {Generation} was given up; the journals before it stay, and the next one is tried later.")]
    internal static partial void SnapshotFailed(this ILogger logger, Exception fault, string function, string partition, long generation);

    [LoggerMessage(3023, LogLevel.Information, "The state of {Function} for {Partition} left memory: {Reason}.")]
    internal static partial void Unloaded(this ILogger logger, string function, string partition, string reason);

    [LoggerMessage(3024, LogLevel.Error, "Outputs of {Function} for {Partition} could not be confirmed while idle; the state is loaded again with the next batch.")]
    internal static partial void IdleFailed(this ILogger logger, Exception fault, string function, string partition);
}
