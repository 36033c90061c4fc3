namespace XbFunctions.EventHub;

/// <summary>An event as it was sent, cut where the hub puts its own annotations: nothing of it is decoded.</summary>
/// <param name="Header">The header section, or nothing.</param>
/// <param name="Annotations">Encoded keys and values of the sender's message annotations, without those that only the hub writes.</param>
/// <param name="AnnotationValues">Number of values in <paramref name="Annotations"/>: two a pair.</param>
/// <param name="HasPartitionKey">Whether <paramref name="Annotations"/> holds the partition key.</param>
/// <param name="Rest">Properties, application properties, body and footer.</param>
/// <param name="ProducerSequence">The number an idempotent producer gave the event.</param>
internal readonly record struct EventSlice(
    ReadOnlyMemory<byte> Header,
    ReadOnlyMemory<byte> Annotations,
    int AnnotationValues,
    bool HasPartitionKey,
    ReadOnlyMemory<byte> Rest,
    int? ProducerSequence = null)
{
    public int Size => Header.Length + Annotations.Length + Rest.Length;
}
