using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace XbFunctions.EventHub;

/// <summary>Who receives which partition for which consumer group: owner levels (epochs) and the limit of five without one.</summary>
internal sealed class ReceiverRegistry
{
    private const int MaxReceivers = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Receiver>> _byPartition = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a receiver in, and closes those it displaces.</summary>
    /// <param name="address">Hub, consumer group and partition.</param>
    /// <param name="link">The receiver's link.</param>
    /// <param name="epoch">Its owner level, or <see langword="null"/>.</param>
    /// <param name="name">Its own name for messages, or <see langword="null"/>.</param>
    /// <exception cref="AmqpException">A higher owner level holds the partition, or five receivers are there.</exception>
    public void Enter(EntityAddress address, ListenerLink link, long? epoch, string? name)
    {
        var receiver = new Receiver(link, epoch);
        List<Receiver> displaced = [];
        var key = $"{address.Node}/{address.ConsumerGroup}/{address.Partition}";
        lock (_lock)
        {
            if (!_byPartition.TryGetValue(key, out var receivers))
            {
                _byPartition[key] = receivers = [];
            }

            Check(receivers, epoch, key);
            if (epoch is not null)
            {
                displaced.AddRange(receivers);
                receivers.Clear();
            }

            receivers.Add(receiver);
            link.Closed += (_, _) => Leave(receivers, receiver);
        }

        foreach (var old in displaced)
        {
            old.Link.CloseNow(new Error(ErrorCode.Stolen)
            {
                Description = $"New receiver '{name}' with higher or equal epoch of '{epoch}' is created hence current receiver with epoch '{old.Epoch ?? 0}' is getting disconnected. Entity: {key}.",
            });
        }
    }

    private static void Check(List<Receiver> receivers, long? epoch, string key)
    {
        var holder = receivers.Find(static other => other.Epoch is not null);
        if (holder is not null && (epoch is null || epoch < holder.Epoch))
        {
            throw new AmqpException(
                ErrorCode.Stolen,
                epoch is null
                    ? $"At least one receiver for the entity is created with epoch '{holder.Epoch}', and so non-epoch receiver is not allowed. Entity: {key}."
                    : $"Receiver '{key}' with a higher epoch '{holder.Epoch}' already exists. Receiver with epoch {epoch} cannot be created.");
        }

        if (epoch is null && receivers.Count >= MaxReceivers)
        {
            throw new AmqpException(
                ErrorCode.ResourceLimitExceeded,
                $"Exceeded the maximum number of allowed receivers per partition in a consumer group which is {MaxReceivers}. Entity: {key}.");
        }
    }

    private void Leave(List<Receiver> receivers, Receiver receiver)
    {
        lock (_lock)
        {
            receivers.Remove(receiver);
        }
    }

    private sealed record Receiver(ListenerLink Link, long? Epoch);
}
