using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace XbFunctions.EventHub;

/// <summary>
/// Receives one partition in order. When the connection breaks it goes on behind the last event it handed out. One reader at a time.
/// </summary>
public sealed class HubReceiver : IAsyncDisposable
{
    private const ulong SelectorFilterCode = 0x0000468C00000004;
    private static readonly Symbol RuntimeMetric = new("com.microsoft:enable-receiver-runtime-metric");
    private static readonly Symbol LastEnqueuedKey = new("last_enqueued_sequence_number");
    private static readonly Symbol SelectorFilter = new("apache.org:selector-filter:string");

    private readonly HubClient _client;
    private readonly string _address;
    private readonly long? _ownerLevel;
    private readonly CancellationTokenSource _displaced = new();
    private EventPosition _position;
    private OpenLink? _open;
    private volatile bool _isDisposed;

    internal HubReceiver(HubClient client, string consumerGroup, string partitionId, EventPosition position, long? ownerLevel)
    {
        ArgumentNullException.ThrowIfNull(consumerGroup);
        ArgumentNullException.ThrowIfNull(partitionId);
        (_client, _position, _ownerLevel) = (client, position, ownerLevel);
        Displaced = _displaced.Token;
        _address = $"{client.Hub}/ConsumerGroups/{consumerGroup}/Partitions/{partitionId}";
    }

    /// <summary>Fires when another receiver has taken the partition over; this one receives no more.</summary>
    public CancellationToken Displaced { get; }

    /// <summary>Sequence number of the newest event of the partition as the last event received told; <see langword="null"/> before, and when <see cref="HubClientOptions.TrackLastEnqueued"/> is off.</summary>
    public long? LastEnqueued { get; private set; }

    /// <summary>Opens the link now instead of with the first read: a position such as the end of the partition is then settled.</summary>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="HubClientException">The partition does not exist, another receiver holds it with a higher owner level, access is refused, or the endpoint is not reached in all attempts.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken = default)
    {
        if (_open is not null)
        {
            return;
        }

        _open = await _client.RetryAsync(OpenOnceAsync, cancellationToken).ConfigureAwait(false);
        if (_isDisposed)
        {
            // A link that came open behind the closing would go on holding the partition.
            await DisposeAsync().ConfigureAwait(false);
            throw new ObjectDisposedException(nameof(HubReceiver));
        }
    }

    /// <summary>Reads events, and waits for the first one where none is there yet.</summary>
    /// <param name="maxEvents">Most events to return, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait; no event is lost by it.</param>
    /// <returns>One event or more, in order.</returns>
    /// <exception cref="HubClientException">The partition does not exist, another receiver took it over, access is refused, or the endpoint is not reached in all attempts.</exception>
    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(int maxEvents, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        while (true)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await OpenAsync(cancellationToken).ConfigureAwait(false);
            var open = _open!;
            try
            {
                if (await open.Messages.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    return Take(open, maxEvents);
                }
            }
            catch (HubClientException exception) when (exception.IsTransient)
            {
                // Opened again by the next round, behind the last event handed out.
            }

            open.Close();
            _open = null;
        }
    }

    /// <summary>Closes the link.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _open?.Close();
        _open = null;
        _displaced.Dispose();
        return ValueTask.CompletedTask;
    }

    private List<StoredEvent> Take(OpenLink open, int maxEvents)
    {
        var events = new List<StoredEvent>();
        while (events.Count < maxEvents && open.Messages.Reader.TryRead(out var message))
        {
            RestoreCredit(open.Link, message);
            events.Add(ToEvent(message));
            message.Dispose();
        }

        _position = EventPosition.FromSequenceNumber(events[^1].SequenceNumber);
        return events;
    }

    private static void RestoreCredit(ReceiverLink link, Message message)
    {
        try
        {
            link.Accept(message);
        }
        catch (AmqpException)
        {
            // The link has closed; what it brought before is still good.
        }
    }

    private StoredEvent ToEvent(Message message)
    {
        var annotations = message.MessageAnnotations;
        LastEnqueued = message.DeliveryAnnotations?[LastEnqueuedKey] as long? ?? LastEnqueued;
        message.DeliveryAnnotations = null;
        var encoded = message.Encode();
        return new StoredEvent(
            annotations?[new Symbol("x-opt-sequence-number")] as long? ?? -1,
            annotations?[new Symbol("x-opt-offset")]?.ToString() ?? "",
            annotations?[new Symbol("x-opt-enqueued-time")] is DateTime time ? new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds() : 0,
            encoded.Buffer.AsMemory(encoded.Offset, encoded.Length));
    }

    private async Task<OpenLink> OpenOnceAsync(CancellationToken cancellationToken)
    {
        var connection = await _client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await connection.AuthoriseAsync(_address, cancellationToken).ConfigureAwait(false);
        var opening = new LinkOpening($"'{_address}' could not be opened for receiving");
        var messages = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var session = connection.NewSession();
        try
        {
            var link = new ReceiverLink(session, connection.NewLinkName("receiver"), NewAttach(), opening.OnAttached);
            link.Start(_client.Options.PrefetchCount, (_, message) => messages.Writer.TryWrite(message));
            await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
            link.AddClosedCallback((_, error) => OnClosed(messages, error));
            return new OpenLink(link, messages);
        }
        catch (Exception exception)
        {
            // A link that was given up half open would go on holding the partition.
            session.CloseNow();
            if ((exception as HubClientException)?.IsDisplaced == true)
            {
                await DisplaceAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private Attach NewAttach()
    {
        var attach = new Attach
        {
            Source = new Source { Address = _address, FilterSet = EncodeFilter(_position) },
            Target = new Target(),
            SndSettleMode = SenderSettleMode.Settled,
        };
        if (_ownerLevel is { } level)
        {
            attach.Properties = new Fields { [new Symbol("com.microsoft:epoch")] = level };
        }

        if (_client.Options.TrackLastEnqueued)
        {
            attach.DesiredCapabilities = [RuntimeMetric];
        }

        return attach;
    }

    private void OnClosed(Channel<Message> messages, Error? error)
    {
        var ending = HubClientException.From(error, $"Receiving from '{_address}' ended");
        messages.Writer.TryComplete(ending);
        if (ending.IsDisplaced)
        {
            // Not on this thread, which reads for the whole connection.
            _ = DisplaceAsync();
        }
    }

    private async Task DisplaceAsync()
    {
        try
        {
            await _displaced.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The receiver was disposed meanwhile: nobody asks any more.
        }
    }

    private static Map EncodeFilter(EventPosition position)
    {
        var (name, value) = position.Kind switch
        {
            EventPositionKind.Earliest => ("offset", "-1"),
            EventPositionKind.Latest => ("offset", "@latest"),
            EventPositionKind.Offset => ("offset", position.Text),
            EventPositionKind.Sequence => ("sequence-number", position.Text),
            _ => ("enqueued-time", position.Text),
        };
        var text = $"amqp.annotation.x-opt-{name} {(position.IsInclusive ? ">=" : ">")} '{value}'";
        return new Map { [SelectorFilter] = new DescribedValue(SelectorFilterCode, text) };
    }

    private sealed record OpenLink(ReceiverLink Link, Channel<Message> Messages)
    {
        public void Close()
        {
            Link.CloseNow();
            Link.Session.CloseNow();
        }
    }
}
