using Azure;
using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>The checkpoint of one partition that this process owns: written every so many invocations, and never once the partition is lost.</summary>
/// <remarks>
/// While invocations follow one another without a pause it is written once a second at most, for nobody waits for it then.
/// Each writing replaces the version that the one before it left. Where it does not, another process has written, and only one that still owns the
/// partition by the storage's word goes on: a process that was paused while it was replaced cannot set the new owner's checkpoint back.
/// </remarks>
internal sealed class PartitionCheckpoint(
    CheckpointStore store, PartitionLease lease, string function, ILogger logger, int frequency, TimeProvider time)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private Checkpoint? _pending;
    private ETag? _version;
    private int _invocations;
    private long? _writtenAt;

    /// <summary>Whether it was time for a checkpoint that is not written yet: it is to be written as soon as there is nothing else to do.</summary>
    public bool IsDue { get; private set; }

    /// <summary>Whether there is an invocation whose checkpoint is not written yet.</summary>
    public bool IsPending => _pending is not null;

    /// <summary>Reads what is stored.</summary>
    public async Task<Checkpoint?> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(lease.Partition, cancellationToken).ConfigureAwait(false);
        _version = stored?.Version;
        return stored;
    }

    /// <summary>Counts an invocation that ended with an event, and writes the checkpoint when it is time for one and the last was written a while ago.</summary>
    public async Task AdvanceAsync(StoredEvent last)
    {
        _pending = new Checkpoint(last.SequenceNumber, last.Offset);
        IsDue |= ++_invocations % frequency == 0;
        if (IsDue && (_writtenAt is not { } at || time.GetElapsedTime(at) >= LeastPause))
        {
            await FlushAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes the checkpoint that is pending, if there is one. A failure is logged, and the next writing covers it.</summary>
    public async Task FlushAsync()
    {
        if (_pending is not { } checkpoint)
        {
            return;
        }

        (_writtenAt, IsDue) = (time.GetTimestamp(), false);
        try
        {
            if (await lease.ConfirmAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await WriteAsync(checkpoint).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            logger.CheckpointFailed(exception, function, lease.Partition, checkpoint.SequenceNumber);
        }
    }

    private async Task WriteAsync(Checkpoint checkpoint)
    {
        var version = await store.WriteAsync(lease.Partition, checkpoint, _version, CancellationToken.None).ConfigureAwait(false);
        if (version is null)
        {
            if (!await lease.RenewAsync(CancellationToken.None).ConfigureAwait(false))
            {
                return;
            }

            // Replaced, or deleted, by somebody who does not own the partition.
            version = await store.WriteAsync(lease.Partition, checkpoint, ETag.All, CancellationToken.None).ConfigureAwait(false)
                ?? await store.WriteAsync(lease.Partition, checkpoint, null, CancellationToken.None).ConfigureAwait(false);
        }

        if (version is not null)
        {
            (_version, _pending) = (version, null);
        }
    }
}
