namespace XbFunctions.State;

/// <summary>Reads events of a partition again, as far as the hub still holds them.</summary>
public interface IEventHistory
{
    /// <summary>Reads events of a range of sequence numbers, from its beginning on.</summary>
    /// <remarks>
    /// <see cref="IOException"/>, <see cref="TimeoutException"/> and Azure's throttling and server errors are retried without limit; any other
    /// exception reaches the host, and the partition does not move on.
    /// </remarks>
    /// <param name="partition">The partition.</param>
    /// <param name="first">First sequence number wanted.</param>
    /// <param name="last">Last sequence number wanted, not below <paramref name="first"/>; every event up to it was accepted by the hub.</param>
    /// <param name="maxEvents">Most events to return, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Events in order, beginning with the first one of the range that is still held; fewer than the range has when that is more than
    /// asked for at once. Empty only when none of the range is held.</returns>
    Task<IReadOnlyList<StreamEvent>> ReadAsync(
        StreamPartition partition, long first, long last, int maxEvents, CancellationToken cancellationToken);
}
