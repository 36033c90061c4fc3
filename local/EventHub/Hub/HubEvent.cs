namespace XbFunctions.EventHub;

/// <summary>An event to append or send.</summary>
/// <param name="Body">Payload bytes; not kept after the append or send has completed.</param>
public sealed record HubEvent(ReadOnlyMemory<byte> Body)
{
    /// <summary>The sender's id of the event; consumers use it to recognise a second sending.</summary>
    public string? MessageId { get; init; }

    /// <summary>RFC 2046 content type of <see cref="Body"/>, such as <c>application/json</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Id that ties the event to others.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Partition key, at most 128 characters: events of one key share a partition. A key given for a whole batch goes before it.</summary>
    public string? PartitionKey { get; init; }

    /// <summary>Application properties. Values: text, booleans, numbers, <see cref="DateTimeOffset"/>, <see cref="DateTime"/>, <see cref="Guid"/>, <see cref="TimeSpan"/>, <see cref="Uri"/> or bytes.</summary>
    public IReadOnlyDictionary<string, object>? Properties { get; init; }
}
