using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>A partition read over AMQP, with owner level 0 as event processors do: the newest reader takes the partition over.</summary>
internal sealed class AmqpPartitionSource : IPartitionSource
{
    private const long OwnerLevel = 0;
    private const long Unknown = long.MinValue;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);
    private readonly HubClient _client;
    private readonly string _consumerGroup;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _taken = new();
    private readonly CancellationTokenSource _ended = new();
    private Reading? _reading;
    private long _lastEnqueued = Unknown;
    private long _refreshedAt;
    private Task _refreshing = Task.CompletedTask;

    public AmqpPartitionSource(HubClient client, string consumerGroup, string id, TimeProvider time)
    {
        (_client, _consumerGroup, Id, _time, _refreshedAt) = (client, consumerGroup, id, time, time.GetTimestamp());
        Taken = _taken.Token;
    }

    public string Id { get; }

    /// <summary>
    /// The newest event by the last answer; a newer answer is asked for beside the reading, and one that fails changes nothing. Before the first answer it is
    /// 0, so that a reader which has not begun does not look as if it were done.
    /// </summary>
    public long LastEnqueued
    {
        get
        {
            RefreshWhenStale();
            var last = Volatile.Read(ref _lastEnqueued);
            return last == Unknown ? 0 : last;
        }
    }

    public CancellationToken Taken { get; }

    public async ValueTask<PartitionProperties> GetPropertiesAsync(CancellationToken cancellationToken)
    {
        var properties = await _client.GetPartitionPropertiesAsync(Id, cancellationToken).ConfigureAwait(false);
        Learn(properties.LastSequenceNumber);
        return properties;
    }

    public async ValueTask OpenAsync(EventPosition position, CancellationToken cancellationToken)
    {
        await CloseAsync().ConfigureAwait(false);
        var receiver = _client.CreateReceiver(_consumerGroup, Id, position, OwnerLevel);
        _reading = new Reading(receiver, receiver.Displaced.Register(static taken => ((CancellationTokenSource)taken!).Cancel(), _taken));
        await receiver.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(int maxEvents, CancellationToken cancellationToken)
    {
        var receiver = _reading?.Receiver ?? throw new InvalidOperationException($"Partition {Id} is read before it was opened.");
        var events = await receiver.ReadAsync(maxEvents, cancellationToken).ConfigureAwait(false);
        Learn(receiver.LastEnqueued ?? events[^1].SequenceNumber);
        return events;
    }

    public void End(bool isReleased)
    {
        // Each transfer has memory of its own.
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        await _refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
        _taken.Dispose();
    }

    private async ValueTask CloseAsync()
    {
        if (_reading is { } reading)
        {
            _reading = null;
            await reading.Displaced.DisposeAsync().ConfigureAwait(false);
            await reading.Receiver.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The number may be old when it comes: a read may have told a newer one since.
    private void Learn(long sequenceNumber)
    {
        var known = Volatile.Read(ref _lastEnqueued);
        while (sequenceNumber > known && Interlocked.CompareExchange(ref _lastEnqueued, sequenceNumber, known) is var seen && seen != known)
        {
            known = seen;
        }
    }

    private void RefreshWhenStale()
    {
        var last = Volatile.Read(ref _refreshedAt);
        if (_time.GetElapsedTime(last) >= RefreshInterval && !_ended.IsCancellationRequested
            && Interlocked.CompareExchange(ref _refreshedAt, _time.GetTimestamp(), last) == last)
        {
            _refreshing = RefreshAsync();
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            await GetPropertiesAsync(_ended.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HubClientException or OperationCanceledException or ObjectDisposedException)
        {
            // Reading does not depend on it, and the next asking tries again.
        }
    }

    private sealed record Reading(HubReceiver Receiver, CancellationTokenRegistration Displaced);
}
