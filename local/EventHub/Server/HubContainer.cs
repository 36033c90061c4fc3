using System.Security.Cryptography.X509Certificates;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>Gives each link that a client attaches to the node it addresses.</summary>
internal sealed class HubContainer : IContainer
{
    private const int SndSettleModeField = 3;

    private static readonly Symbol Epoch = new("com.microsoft:epoch");
    private static readonly Symbol ReceiverName = new("com.microsoft:receiver-name");
    private static readonly Symbol RuntimeMetric = new("com.microsoft:enable-receiver-runtime-metric");

    private readonly EventHubBroker _broker;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ReplyLinks _replies = new();
    private readonly ReceiverRegistry _receivers = new();
    private readonly ProducerRegistry _producers = new();
    private readonly CbsNode _cbs;
    private readonly ManagementNode _management;
    private readonly ClientAcceptor _acceptor;
    private readonly int _maxMessageSize;

    public HubContainer(
        EventHubBroker broker,
        ClientAcceptor acceptor,
        IReadOnlyDictionary<string, string> keys,
        Func<string, string, DateTimeOffset?>? validateJwt,
        int maxMessageSize,
        TimeProvider time,
        ILogger logger)
    {
        (_broker, _acceptor, _maxMessageSize, _time, _logger) = (broker, acceptor, maxMessageSize, time, logger);
        _cbs = new CbsNode(_replies, keys, validateJwt, time);
        _management = new ManagementNode(_replies, broker, time);
        CustomTransports = new Dictionary<string, TransportProvider> { ["amqp"] = acceptor };
    }

    public X509Certificate2? ServiceCertificate => null;

    public IDictionary<string, TransportProvider> CustomTransports { get; }

    public Message CreateMessage(ByteBuffer buffer) => RawMessage.From(buffer);

    public Link CreateLink(ListenerConnection connection, ListenerSession session, Attach attach)
    {
        // Deliveries go out settled: clients that leave the mode open accept it, and it saves a disposition an event.
        if (attach.Role && !(attach.HasField(SndSettleModeField) && attach.SndSettleMode == SenderSettleMode.Unsettled))
        {
            attach.SndSettleMode = SenderSettleMode.Settled;
        }

        return new ListenerLink(session, attach);
    }

    public bool AttachLink(ListenerConnection connection, ListenerSession session, Link link, Attach attach)
    {
        var transport = _acceptor.Clients.First(client => ReferenceEquals(client.Connection, connection));
        var isConsumer = attach.Role;
        var text = isConsumer ? (attach.Source as Source)?.Address : (attach.Target as Target)?.Address;
        var address = EntityAddress.Parse(text) ?? throw HubErrors.NotFound(text ?? "");
        var listenerLink = (ListenerLink)link;
        attach.OfferedCapabilities = null;
        if (address.Node is EntityAddress.Cbs or EntityAddress.Management)
        {
            AttachNode(listenerLink, attach, address.Node, transport.Claims);
            return true;
        }

        if (!_broker.TryGetHub(address.Node, out var hub))
        {
            throw HubErrors.NotFound(address.Node);
        }

        if (!transport.Claims.Allows(address.Path))
        {
            throw HubErrors.Unauthorized(address.Path);
        }

        var partition = address.Partition is null ? null : HubErrors.FindPartition(hub, address.Partition);
        if (isConsumer)
        {
            AttachConsumer(listenerLink, attach, address, hub, partition ?? throw HubErrors.NotFound(text!), transport);
        }
        else
        {
            var stamp = _producers.Enter(listenerLink, attach, partition);
            ProducerLink.Attach(listenerLink, attach, hub, partition, stamp, transport, _maxMessageSize, _logger);
        }

        transport.Claims.Watch(listenerLink, address.Path);

        return true;
    }

    private void AttachNode(ListenerLink link, Attach attach, string node, ClientClaims claims)
    {
        if (attach.Role)
        {
            _replies.Add(link, node, (attach.Target as Target)?.Address);
        }
        else if (node == EntityAddress.Cbs)
        {
            _cbs.Attach(link, claims);
        }
        else
        {
            _management.Attach(link, claims);
        }
    }

    private void AttachConsumer(
        ListenerLink link, Attach attach, EntityAddress address, HubEntity hub, HubPartition partition, ClientTransport transport)
    {
        if (address.ConsumerGroup is null || !hub.ConsumerGroups.Contains(address.ConsumerGroup, StringComparer.OrdinalIgnoreCase))
        {
            throw HubErrors.NotFound($"{hub.Name}/ConsumerGroups/{address.ConsumerGroup}");
        }

        var position = PositionFilter.Read((Source)attach.Source);
        var tracksLast = attach.DesiredCapabilities?.Contains(RuntimeMetric) == true;
        if (tracksLast)
        {
            attach.OfferedCapabilities = [RuntimeMetric];
        }

        var epoch = attach.Properties?[Epoch] switch
        {
            long value => value,
            int value => (long?)value,
            _ => null,
        };
        _receivers.Enter(address, link, epoch, attach.Properties?[ReceiverName] as string);
        var consumer = new ConsumerLink(link, partition, position, tracksLast, transport.Gate, _time);
        _ = consumer.RunAsync(hub.Name, _logger);
    }
}
