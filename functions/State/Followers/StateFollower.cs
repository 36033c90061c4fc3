using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>
/// A read-only copy of the states that another function keeps, one for each partition: snapshot and journals, then the tail of the journals as
/// they grow. It owns nothing, writes nothing and needs no hub, so that any number of processes may follow. Thread-safe.
/// </summary>
/// <remarks>
/// <para>A copy holds its owner's state and nothing else: no ids, no outputs. Its bounds are those of the state; while it is read anew, because the
/// owner has removed the journal that was being followed, memory holds it twice.</para>
/// <para>A reader sees every change whole, and the changes of one batch one after another.</para>
/// </remarks>
/// <typeparam name="TState">State of the followed function.</typeparam>
public sealed class StateFollower<TState> : IAsyncDisposable
    where TState : class, IStreamState
{
    private readonly IStreamProcessor<TState> _processor;
    private readonly FollowerOptions _options;
    private readonly StateStores _stores;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _starting = new();
    private readonly List<Task> _following = [];
    private FollowedPartition<TState>[] _partitions = [];
    private Task? _running;
    private bool _isStopped;

    /// <summary>Makes a follower; nothing is read before <see cref="Start"/>.</summary>
    /// <param name="processor">The followed function: makes the states, and names the folder.</param>
    /// <param name="storage">Account of the state container, which need not exist yet.</param>
    /// <param name="options">Settings of the followed function.</param>
    /// <param name="follower">What to follow, and how closely.</param>
    /// <param name="clock">Times the looking.</param>
    /// <param name="logger">Receives events 3080 to 3089.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">A setting is out of its range.</exception>
    public StateFollower(
        IStreamProcessor<TState> processor,
        BlobServiceClient storage,
        StateOptions options,
        FollowerOptions follower,
        TimeProvider clock,
        ILogger<StateFollower<TState>> logger)
    {
        options.Validate();
        follower.Validate();
        (_processor, _options) = (processor, follower);
        _stores = new StateStores(storage, options, clock, logger);
    }

    /// <summary>Completes when every partition that there was at the start can be read. Cancelled when the follower stops before.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>How much of each partition is in its copy, by partition; empty before anything was found.</summary>
    public IReadOnlyList<FollowedPosition> Positions
    {
        get
        {
            var positions = new List<FollowedPosition>();
            foreach (var partition in Volatile.Read(ref _partitions))
            {
                if (partition.TryRead(0, static (_, _) => { }, out var position))
                {
                    positions.Add(position);
                }
            }

            return positions;
        }
    }

    /// <summary>Begins to follow; does nothing when that was done before.</summary>
    /// <exception cref="ObjectDisposedException">The follower has stopped.</exception>
    public void Start()
    {
        lock (_starting)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _running ??= Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
        }
    }

    /// <summary>Reads the state of the partition to which the hub places a key.</summary>
    /// <param name="partitionKey">The key, as producers send it.</param>
    /// <param name="argument">Handed to <paramref name="read"/>.</param>
    /// <param name="read">Reads; a static lambda costs nothing.</param>
    /// <param name="position">How much of the stream was in what was read.</param>
    /// <returns>False, reading nothing, while the partition is not loaded.</returns>
    public bool TryRead<TArgument>(
        ReadOnlySpan<char> partitionKey, TArgument argument, FollowedRead<TState, TArgument> read, out FollowedPosition position)
        where TArgument : allows ref struct
    {
        var partitions = Volatile.Read(ref _partitions);
        position = default;
        return partitions.Length > 0 && partitions[PartitionPlacement.Of(partitionKey, partitions.Length)].TryRead(argument, read, out position);
    }

    /// <summary>Reads the state of every partition that is loaded, one after another.</summary>
    /// <param name="argument">Handed to <paramref name="read"/>.</param>
    /// <param name="read">Reads; called once for each partition.</param>
    /// <returns>How many there were.</returns>
    public int ReadEach<TArgument>(TArgument argument, FollowedRead<TState, TArgument> read)
    {
        var count = 0;
        foreach (var partition in Volatile.Read(ref _partitions))
        {
            count += partition.TryRead(argument, read, out _) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Stops following and lets go of the copies.</summary>
    /// <returns>A task that completes when nothing is read any more.</returns>
    public async ValueTask DisposeAsync()
    {
        lock (_starting)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        if (_running is { } running)
        {
            await running.ConfigureAwait(false);
        }

        _loaded.TrySetCanceled(_stop.Token);
        Volatile.Write(ref _partitions, []);
        _stop.Dispose();
        _stores.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await TryFindAsync(cancellationToken).ConfigureAwait(false);
                await Task.Delay(_options.PartitionCheck, _stores.Clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped: a request that was under way may have failed in any way.
        }

        await Task.WhenAll(_following).ConfigureAwait(false);
    }

    private async Task TryFindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var count = _options.Partitions > 0 ? _options.Partitions : Math.Max(1, await CountAsync(cancellationToken).ConfigureAwait(false));
            var partitions = _partitions;
            if (count > partitions.Length)
            {
                FollowedPartition<TState>[] more = [.. partitions, .. Enumerable.Range(partitions.Length, count - partitions.Length).Select(Open)];
                foreach (var partition in more[partitions.Length..])
                {
                    _following.Add(FollowAsync(partition, cancellationToken));
                }

                Volatile.Write(ref _partitions, more);
            }

            if (!_loaded.Task.IsCompleted)
            {
                await Task.WhenAll(_partitions.Select(static partition => partition.Loaded)).WaitAsync(cancellationToken).ConfigureAwait(false);
                _loaded.TrySetResult();
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Also one that will not pass by itself, such as a missing right: a person may grant it.
            _stores.Logger.ListingInterrupted(Folder, fault.GetType().Name);
        }
    }

    private string Folder => $"{_processor.Name}/{_options.Hub}/{_options.ConsumerGroup}";

    private FollowedPartition<TState> Open(int number) => new(
        _stores, _processor, new StreamPartition(_options.Hub, _options.ConsumerGroup, number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The highest partition that has a folder, and one; 0 where there is none.</summary>
    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var prefix = $"{Folder}/";
        var count = 0;
        try
        {
            var options = new GetBlobsByHierarchyOptions { Prefix = prefix, Delimiter = "/" };
            await foreach (var item in _stores.State.GetBlobsByHierarchyAsync(options, cancellationToken).ConfigureAwait(false))
            {
                if (item.IsPrefix && int.TryParse(item.Prefix.AsSpan(prefix.Length).TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    count = Math.Max(count, number + 1);
                }
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            // No container: nothing was ever committed.
        }

        return count;
    }

    private async Task FollowAsync(FollowedPartition<TState> partition, CancellationToken cancellationToken)
    {
        var wait = _options.ShortestPoll;
        var isInterrupted = false;
        var loads = 0;
        var started = _stores.Clock.GetTimestamp();
        try
        {
            while (true)
            {
                try
                {
                    var hasMoved = await partition.StepAsync(cancellationToken).ConfigureAwait(false);
                    wait = hasMoved ? _options.ShortestPoll : Longer(wait);
                    isInterrupted = false;
                    if (partition.Loads > loads)
                    {
                        loads = partition.Loads;
                        partition.TryRead(0, static (_, _) => { }, out var position);
                        _stores.Logger.Followed(partition.Folder, position.LastSequence, _stores.Clock.GetElapsedTime(started).TotalMilliseconds);
                    }
                }
                catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
                {
                    wait = Wait(partition, fault, wait, isInterrupted);
                    isInterrupted = true;
                }

                await Task.Delay(wait, _stores.Clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped, within a request or between two.
        }
    }

    private TimeSpan Wait(FollowedPartition<TState> partition, Exception fault, TimeSpan wait, bool isInterrupted)
    {
        // 412: a journal grew while a broken download of it was taken up again.
        if (!TransientRetry.IsTransient(fault) && fault is not RequestFailedException { Status: 412 })
        {
            _stores.Logger.FollowingFailed(fault, partition.Folder, _options.DamageWait.TotalSeconds);
            return _options.DamageWait;
        }

        if (!isInterrupted)
        {
            _stores.Logger.FollowingInterrupted(partition.Folder, fault.GetType().Name);
        }

        StateInstruments.Retried();
        return Longer(wait);
    }

    private TimeSpan Longer(TimeSpan wait) =>
        TimeSpan.FromTicks(Math.Clamp(2 * wait.Ticks, _options.ShortestPoll.Ticks, _options.LongestPoll.Ticks));
}
