using System.Text.Json.Serialization;

namespace XbFunctions.State;

/// <summary>One line of a dead-letter blob, as JSON.</summary>
internal sealed record DeadLetterLine(
    string Id,
    string Function,
    string Hub,
    string ConsumerGroup,
    string Partition,
    long SequenceNumber,
    DateTimeOffset EnqueuedAt,
    string Stage,
    string Reason,
    string? EventId,
    string? EventType,
    [property: JsonPropertyName("bodyBase64")] byte[] Body,
    string? PartitionKey = null,
    DateTimeOffset? ProducerClock = null)
{
    public static DeadLetterLine From(string function, StreamPartition partition, PendingDeadLetter pending) => new(
        DeadLetterName.Id(function, partition, pending.Event.SequenceNumber),
        function,
        partition.Hub,
        partition.ConsumerGroup,
        partition.PartitionId,
        pending.Event.SequenceNumber,
        pending.Event.EnqueuedAt,
        pending.Stage,
        pending.Reason,
        pending.Event.EventId,
        pending.Event.EventType,
        pending.Event.Body.ToArray(),
        pending.Event.PartitionKey,
        pending.Event.ProducerClock);

    public static DeadLetterLine From(DeadLetter letter) => new(
        letter.Id,
        letter.Function,
        letter.Partition.Hub,
        letter.Partition.ConsumerGroup,
        letter.Partition.PartitionId,
        letter.SequenceNumber,
        letter.EnqueuedAt,
        letter.Stage,
        letter.Reason,
        letter.EventId,
        letter.EventType,
        letter.Body.ToArray(),
        letter.PartitionKey,
        letter.ProducerClock);

    public DeadLetter ToDeadLetter() => new(
        Id,
        Function,
        new StreamPartition(Hub, ConsumerGroup, Partition),
        SequenceNumber,
        EnqueuedAt,
        Stage,
        Reason,
        EventId,
        EventType,
        Body,
        PartitionKey,
        ProducerClock);
}
