using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>
/// Runs the batch protocol of one streaming function: state changes exactly once, outputs are sent at least once with stable ids, over a
/// host that delivers at least once. Thread-safe; the batches of one partition run one after another, partitions run in parallel.
/// </summary>
/// <remarks>
/// <para>
/// For each batch: redeliveries are removed, the processor computes, dead letters are written, one conditional append to the partition's
/// journal commits, outputs are published, and answers are written to the lookups behind the commit. When another owner has committed,
/// the state is loaded again and the batch goes on from there.
/// </para>
/// <para>Transient storage faults are retried without limit: a batch that returns is committed and published.</para>
/// </remarks>
/// <typeparam name="TState">The function's state of one partition.</typeparam>
public sealed class StreamRunner<TState> : IAsyncDisposable
    where TState : class, IStreamState
{
    private readonly ConcurrentDictionary<StreamPartition, PartitionSlot<TState>> _slots = new();
    private readonly StreamFunction<TState> _function;
    private readonly StateStores _stores;
    private bool _stopped;

    /// <summary>Makes a runner; nothing is read before the first batch.</summary>
    /// <param name="processor">What the function does with a batch.</param>
    /// <param name="storage">Account of the containers, which are created when missing.</param>
    /// <param name="publisher">Sends the outputs.</param>
    /// <param name="options">Settings; read now, not followed later.</param>
    /// <param name="clock">Times retries and flushes.</param>
    /// <param name="logger">Receives events 3000 to 3099.</param>
    /// <param name="history">Where events are read that a partition skipped; null where that is not possible: they count as lost.</param>
    /// <param name="sinks">What else is written behind the commit, such as read models and archives; null for nothing.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">A setting is out of its range.</exception>
    public StreamRunner(
        IStreamProcessor<TState> processor,
        BlobServiceClient storage,
        IEventPublisher publisher,
        StateOptions options,
        TimeProvider clock,
        ILogger<StreamRunner<TState>> logger,
        IEventHistory? history = null,
        IEnumerable<ICommittedSinkFactory>? sinks = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(processor.Name);
        options.Validate();
        _function = new StreamFunction<TState>(processor, publisher, history);
        _stores = new StateStores(storage, options, clock, logger) { Sinks = [.. sinks ?? []] };
    }

    /// <summary>What was done for each partition since the runner was made, in no order.</summary>
    public IReadOnlyList<StreamCounters> Counters => [.. _slots.Values.Select(slot => slot.Tally.Read())];

    /// <summary>Processes, commits and publishes one batch of a partition.</summary>
    /// <param name="partition">Whose batch it is.</param>
    /// <param name="batch">Events by ascending sequence number; redelivered ones are skipped. Valid until the returned task completes.</param>
    /// <param name="cancellationToken">Gives up; the batch may or may not be committed, and its redelivery finds out.</param>
    /// <returns>A task that completes when the batch is committed and its outputs are published.</returns>
    /// <exception cref="CorruptStateException">A journal, snapshot or segment is damaged.</exception>
    /// <exception cref="RecordTooLargeException">The batch changes or publishes more than a record can hold.</exception>
    /// <exception cref="ObjectDisposedException">The runner has stopped.</exception>
    public async Task RunAsync(StreamPartition partition, IReadOnlyList<StreamEvent> batch, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (batch.Count == 0)
        {
            return;
        }

        var slot = _slots.GetOrAdd(
            partition, static (key, runner) => new(runner._function.Processor.Name, key, runner._stores), this);
        await slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            slot.Fresh.Begin();
            while (!await TryRunAsync(slot, batch, cancellationToken).ConfigureAwait(false))
            {
                slot.Fresh.Retry();
            }
        }
        finally
        {
            slot.Fresh.End();
            slot.Worked();
            slot.Gate.Release();
        }
    }

    /// <summary>Waits until no snapshot is being written.</summary>
    internal Task WhenSnapshotsAreDoneAsync() =>
        Task.WhenAll(_slots.Values.Select(static slot => slot.Snapshot?.Completion ?? Task.CompletedTask));

    /// <summary>Whether a partition's state is in memory.</summary>
    internal bool IsLoaded(StreamPartition partition) => _slots.TryGetValue(partition, out var slot) && slot.Session is not null;

    /// <summary>Waits for running batches, writes the waiting lookups and marks everything as confirmed. Batches after it are refused.</summary>
    /// <param name="cancellationToken">Gives up; the next owner then writes and sends again what was not confirmed.</param>
    /// <returns>A task that completes when every partition is closed.</returns>
    public async ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        _stopped = true;
        await Parallel.ForEachAsync(_slots.Values, cancellationToken, CloseAsync).ConfigureAwait(false);
    }

    /// <summary>Stops as <see cref="StopAsync"/> does when that was not called, and lets go of what it holds.</summary>
    /// <returns>A task that completes when everything is let go.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync().ConfigureAwait(false);
        }

        foreach (var slot in _slots.Values)
        {
            await slot.DisposeAsync().ConfigureAwait(false);
        }

        _slots.Clear();
        _stores.Dispose();
    }

    private async Task<bool> TryRunAsync(
        PartitionSlot<TState> slot, IReadOnlyList<StreamEvent> batch, CancellationToken cancellationToken)
    {
        try
        {
            slot.Session ??= await PartitionSession<TState>.LoadAsync(_stores, _function, slot, cancellationToken).ConfigureAwait(false);
            await slot.Session.RunAsync(batch, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (JournalFencedException)
        {
            slot.Session = null;
            StateInstruments.Fenced(_function.Processor.Name);
            _stores.Logger.Fenced(_function.Processor.Name, slot.Folder);
            return false;
        }
        catch (Exception)
        {
            // Memory may be ahead of the journal, or a cancelled append may have landed: the next batch loads anew.
            slot.Session = null;
            _stores.Logger.Dropped(_function.Processor.Name, slot.Folder);
            throw;
        }
    }

    private async ValueTask CloseAsync(PartitionSlot<TState> slot, CancellationToken cancellationToken)
    {
        await slot.QuietenAsync().ConfigureAwait(false);
        await slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (slot.Session is { } session)
            {
                await session.CloseAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // A state that left memory may have left rows behind, which no one waits for once their writers are let go.
                await slot.Sinks.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (JournalFencedException)
        {
            // Another owner goes on; what this one committed is in the journal.
        }
        finally
        {
            slot.Session = null;
            slot.Gate.Release();
        }
    }
}
