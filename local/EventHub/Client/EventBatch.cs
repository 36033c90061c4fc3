using System.Runtime.InteropServices;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace XbFunctions.EventHub;

/// <summary>Events packed into one message: a data section each.</summary>
internal sealed class EventBatch
{
    /// <summary>The service's limit, for endpoints that name none.</summary>
    public const int DefaultLimit = 1 << 20;

    private const int EnvelopeSize = 64;
    private const int SectionHeadSize = 8;
    private static readonly Symbol PartitionKeyName = new("x-opt-partition-key");

    private readonly AmqpWriter _bytes = new(4096);
    private readonly List<int> _ends = [];
    private readonly string? _partitionKey;

    private EventBatch(string? partitionKey) => _partitionKey = partitionKey;

    /// <summary>Packs events in order into as few batches as fit the limit; an event too large for it gets a batch of its own, to be refused by the endpoint.</summary>
    public static IEnumerable<EventBatch> Pack(IReadOnlyList<HubEvent> events, string? partitionKey, int limit)
    {
        var scratch = new AmqpWriter(1024);
        var batch = new EventBatch(partitionKey);
        foreach (var item in events)
        {
            scratch.Clear();
            if ((partitionKey ?? item.PartitionKey) is { } key)
            {
                EventEncoder.WriteKeyAnnotation(scratch, key);
            }

            EventEncoder.WriteRest(scratch, item);
            var size = batch._bytes.Length + ((batch._ends.Count + 1) * SectionHeadSize) + scratch.Length + EnvelopeSize + ((partitionKey?.Length ?? 0) * 3);
            if (size > limit && batch._ends.Count > 0)
            {
                yield return batch;
                batch = new EventBatch(partitionKey);
            }

            batch._bytes.WriteRaw(scratch.Written.Span);
            batch._ends.Add(batch._bytes.Length);
        }

        yield return batch;
    }

    /// <summary>The batch as a message; a new one for each attempt, because sending consumes it.</summary>
    public Message ToMessage()
    {
        MemoryMarshal.TryGetArray(_bytes.Written, out var bytes);
        var sections = new DataList();
        var start = 0;
        foreach (var end in _ends)
        {
            sections.Add(new Data { Buffer = new ByteBuffer(bytes.Array, start, end - start, end - start) });
            start = end;
        }

        var message = new Message { BodySection = sections, Format = AmqpFormat.BatchMessage };
        if (_partitionKey is not null)
        {
            message.MessageAnnotations = new MessageAnnotations();
            message.MessageAnnotations[PartitionKeyName] = _partitionKey;
        }

        return message;
    }
}
