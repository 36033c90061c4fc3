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
    private readonly ClientTransport _transport;
    private readonly int _maxMessageSize;
    private readonly ILogger _logger;
    private readonly List<EventSlice> _slices = [];

    private ProducerLink(
        HubEntity hub, HubPartition? partition, ProducerStamp? producer, ClientTransport transport, int maxMessageSize, ILogger logger) =>
        (_hub, _partition, _producer, _transport, _maxMessageSize, _logger) = (hub, partition, producer, transport, maxMessageSize, logger);

    /// <summary>Takes over a link.</summary>
    public static void Attach(
        ListenerLink link,
        Attach attach,
        HubEntity hub,
        HubPartition? partition,
        ProducerStamp? stamp,
        ClientTransport transport,
        int maxMessageSize,
        ILogger logger)
    {
        attach.MaxMessageSize = (ulong)maxMessageSize;
        var producer = new ProducerLink(hub, partition, stamp, transport, maxMessageSize, logger);
        link.InitializeReceiver(Credit, (from, message, _, _) => producer.Receive(from, (RawMessage)message), producer);
    }

    private void Receive(ListenerLink link, RawMessage message)
    {
        if (link.IsClosed)
        {
            // What was on its way when the link was taken from its client.
            return;
        }

        if (_transport.IsAborted)
        {
            Answer(link, message, new Released());
            return;
        }

        if (message.Payload.Length > _maxMessageSize)
        {
            var text = $"The message has {message.Payload.Length} bytes; {_maxMessageSize} are allowed.";
            Answer(link, message, HubErrors.Reject(ErrorCode.MessageSizeExceeded, text));
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
                Answer(link, message, new Accepted());
            }
            else
            {
                _ = CompleteAsync(link, message, append);
            }
        }
        catch (EventHubException exception)
        {
            Answer(link, message, Refuse(exception));
        }
        catch (ObjectDisposedException)
        {
            Answer(link, message, HubErrors.Reject(HubErrors.ServerBusy, "The hub is stopping."));
        }
    }

    /// <summary>Answers a delivery, if the link is still there; if not, the client asks again on another one.</summary>
    private static void Answer(ListenerLink link, RawMessage message, DeliveryState outcome)
    {
        try
        {
            link.DisposeMessage(message, outcome, true);
        }
        catch (Exception exception) when (exception is AmqpException or ObjectDisposedException)
        {
            // The connection broke meanwhile.
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
            Answer(link, message, new Accepted());
        }
        catch (EventHubException exception)
        {
            Answer(link, message, Refuse(exception));
        }
    }

    private Rejected Refuse(EventHubException exception)
    {
        switch (exception)
        {
            case MalformedMessageException:
                return HubErrors.Reject(ErrorCode.DecodeError, exception.Message);
            case ProducerRefusedException refused:
                return HubErrors.Reject(refused.Condition, exception.Message);
            default:
                _logger.AppendFailed(_hub.Name, exception.Message);
                return HubErrors.Reject(HubErrors.ServerBusy, "The events could not be stored.");
        }
    }
}
