using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>A link on which a client sends events to a hub or to one of its partitions.</summary>
internal sealed class ProducerLink
{
    private const uint Credit = 300;

    private readonly HubEntity _hub;
    private readonly HubPartition? _partition;
    private readonly ProducerStamp? _producer;
    private readonly int _maxMessageSize;
    private readonly ILogger _logger;
    private readonly List<EventSlice> _slices = [];

    private ProducerLink(HubEntity hub, HubPartition? partition, ProducerStamp? producer, int maxMessageSize, ILogger logger) =>
        (_hub, _partition, _producer, _maxMessageSize, _logger) = (hub, partition, producer, maxMessageSize, logger);

    /// <summary>Takes over a link.</summary>
    public static void Attach(
        ListenerLink link, Attach attach, HubEntity hub, HubPartition? partition, ProducerStamp? stamp, int maxMessageSize, ILogger logger)
    {
        attach.MaxMessageSize = (ulong)maxMessageSize;
        var producer = new ProducerLink(hub, partition, stamp, maxMessageSize, logger);
        link.InitializeReceiver(Credit, (from, message, _, _) => producer.Receive(from, (RawMessage)message), producer);
    }

    private void Receive(ListenerLink link, RawMessage message)
    {
        if (message.Payload.Length > _maxMessageSize)
        {
            var text = $"The message has {message.Payload.Length} bytes; {_maxMessageSize} are allowed.";
            link.DisposeMessage(message, HubErrors.Reject(ErrorCode.MessageSizeExceeded, text), true);
            return;
        }

        try
        {
            _slices.Clear();
            var key = EventSlicer.Slice(message.Payload, message.Format, _slices);
            var partition = _partition ?? _hub.ChoosePartition(key, null);
            var append = partition.Log.AppendAsync(_slices, key, Stamp());
            if (append.IsCompletedSuccessfully)
            {
                link.DisposeMessage(message, new Accepted(), true);
            }
            else
            {
                _ = CompleteAsync(link, message, append);
            }
        }
        catch (MalformedMessageException exception)
        {
            link.DisposeMessage(message, HubErrors.Reject(ErrorCode.DecodeError, exception.Message), true);
        }
        catch (ProducerRefusedException exception)
        {
            link.DisposeMessage(message, HubErrors.Reject(exception.Condition, exception.Message), true);
        }
        catch (ObjectDisposedException)
        {
            link.DisposeMessage(message, HubErrors.Reject(HubErrors.ServerBusy, "The hub is stopping."), true);
        }
        catch (HubStorageException exception)
        {
            Refuse(link, message, exception);
        }
    }

    /// <summary>Stamp of the first event in hand, from an idempotent producer.</summary>
    private ProducerStamp? Stamp() => _producer is { } producer && _slices is [var first, ..]
        ? producer with
        {
            Sequence = first.ProducerSequence
                ?? throw new ProducerRefusedException(HubErrors.ArgumentError, "An event of an idempotent producer has no producer sequence number."),
        }
        : null;

    private async Task CompleteAsync(ListenerLink link, RawMessage message, ValueTask<long> append)
    {
        try
        {
            await append.ConfigureAwait(false);
            link.DisposeMessage(message, new Accepted(), true);
        }
        catch (Exception exception) when (exception is HubStorageException or ObjectDisposedException)
        {
            Refuse(link, message, exception);
        }
        catch (AmqpException)
        {
            // The link closed meanwhile; the client asks again on another one.
        }
    }

    private void Refuse(ListenerLink link, RawMessage message, Exception exception)
    {
        _logger.AppendFailed(_hub.Name, exception.Message);
        link.DisposeMessage(message, HubErrors.Reject(HubErrors.ServerBusy, "The events could not be stored."), true);
    }
}
