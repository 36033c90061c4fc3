namespace XbFunctions.State;

/// <summary>
/// Writes what committed batches of one function and partition hand over to a store of its own, behind the commit. What it has not
/// written is in the journal: a crash loses nothing. The runner calls one method at a time.
/// </summary>
public interface ICommittedSink : IAsyncDisposable
{
    /// <summary>Short lower-case name: the sink takes the entries whose target begins with it and a slash. Never changes.</summary>
    string Name { get; }

    /// <summary>Entries of records up to this sequence number are stored, or replaced by newer ones that are not; read at any time.</summary>
    long WrittenThrough { get; }

    /// <summary>Takes the entries of one committed record, and waits only when too much is unwritten.</summary>
    /// <param name="lastSequence">Last sequence number of the record; higher than that of the record before.</param>
    /// <param name="entries">What the record holds for this sink, in the order in which it was added; often none. Valid during the call only.</param>
    /// <param name="cancellationToken">Gives up waiting; the entries are taken all the same.</param>
    /// <returns>A task that completes when the next record may come.</returns>
    ValueTask AddAsync(long lastSequence, IReadOnlyList<SinkEntry> entries, CancellationToken cancellationToken);

    /// <summary>Stores everything taken so far while a stream or a stopping app waits for it.</summary>
    /// <param name="cancellationToken">Gives up; nothing is lost.</param>
    /// <returns>A task that completes when everything is stored.</returns>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Stores everything taken so far beside a stream that goes on: a snapshot is about to replace the journal that holds it.</summary>
    /// <param name="cancellationToken">Gives up; nothing is lost.</param>
    /// <returns>A task that completes when everything is stored.</returns>
    Task FlushBesideAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    /// <summary>Forgets what waits, for a state that is loaded again: the unwritten entries come again out of the journal.</summary>
    /// <param name="through">Entries of records up to this sequence number are stored.</param>
    /// <param name="cancellationToken">Gives up waiting for a running write.</param>
    /// <returns>A task that completes when nothing waits any more.</returns>
    Task ResetAsync(long through, CancellationToken cancellationToken);
}
