using System.Security.Cryptography;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace XbFunctions.EventHub;

/// <summary>The handshake of idempotent producers: who they are, how far they have come, and who displaces whom.</summary>
internal sealed class ProducerRegistry
{
    private static readonly Symbol Capability = new("com.microsoft:idempotent-producer");
    private static readonly Symbol ProducerId = new("com.microsoft:producer-id");
    private static readonly Symbol Epoch = new("com.microsoft:producer-epoch");
    private static readonly Symbol Sequence = new("com.microsoft:producer-sequence-number");

    private readonly Lock _lock = new();
    private readonly Dictionary<(PartitionLog Log, long Producer), (ListenerLink Link, short Epoch)> _links = [];

    /// <summary>Answers the wish to be an idempotent producer in the attach.</summary>
    /// <returns>The producer's stamp, or <see langword="null"/> for an ordinary one.</returns>
    /// <exception cref="AmqpException">No partition is addressed, or a higher owner level is there.</exception>
    public ProducerStamp? Enter(ListenerLink link, Attach attach, HubPartition? partition)
    {
        if (attach.DesiredCapabilities?.Contains(Capability) != true)
        {
            return null;
        }

        if (partition is null)
        {
            throw new AmqpException(ErrorCode.NotAllowed, "An idempotent producer has to send to a partition.");
        }

        ProducerStamp stamp;
        try
        {
            var wish = attach.Properties;
            stamp = partition.Log.AttachProducer(wish?[ProducerId] as long? ?? NewId(), wish?[Epoch] as short?, wish?[Sequence] as int?);
        }
        catch (ProducerRefusedException exception)
        {
            throw new AmqpException(exception.Condition, exception.Message);
        }

        attach.OfferedCapabilities = [Capability];
        attach.Properties = new Fields { [ProducerId] = stamp.Id, [Epoch] = stamp.Epoch, [Sequence] = stamp.Sequence };
        Displace(link, partition.Log, stamp);
        return stamp;
    }

    /// <summary>An id no producer has had; small enough for clients whose numbers are doubles.</summary>
    private static long NewId() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private void Displace(ListenerLink link, PartitionLog log, ProducerStamp stamp)
    {
        (ListenerLink Link, short Epoch) former;
        lock (_lock)
        {
            _links.TryGetValue((log, stamp.Id), out former);
            _links[(log, stamp.Id)] = (link, stamp.Epoch);
        }

        link.Closed += (_, _) => Leave(link, log, stamp.Id);
        if (former.Link is not null && former.Epoch < stamp.Epoch)
        {
            former.Link.CloseNow(new Error(ProducerRefusedException.EpochStolen)
            {
                Description = $"Producer {stamp.Id} with owner level {former.Epoch} was displaced by one with owner level {stamp.Epoch}.",
            });
        }
    }

    private void Leave(ListenerLink link, PartitionLog log, long producer)
    {
        lock (_lock)
        {
            if (_links.TryGetValue((log, producer), out var current) && ReferenceEquals(current.Link, link))
            {
                _links.Remove((log, producer));
            }
        }
    }
}
