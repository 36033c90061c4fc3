using System.Text.Json.Serialization;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>An erasure as it is stored. Who it is for is in it until it is done, as a pseudonym, and not after.</summary>
/// <param name="Id">Names the erasure.</param>
/// <param name="RequestedAt">When it was asked for, UTC.</param>
internal sealed record ErasureRecord(string Id, DateTimeOffset RequestedAt)
{
    /// <summary>When the orders were sent last, UTC; null before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the last store was done, UTC; null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Stand for the customer under each key; none once it is done.</summary>
    public IReadOnlyList<Pseudonym> Customers { get; init; } = [];

    /// <summary>The orders; once it is done their ids alone, until the acknowledgements are removed.</summary>
    public IReadOnlyList<ErasureOrder> Orders { get; init; } = [];

    /// <summary>Each store.</summary>
    public IReadOnlyList<StoreReceipt> Stores { get; init; } = [];

    /// <summary>Whether it is done.</summary>
    [JsonIgnore]
    public bool IsDone => CompletedAt is not null;

    /// <summary>The receipt.</summary>
    public ErasureReceipt ToReceipt() => new(Id, IsDone ? ErasureStatus.Done : ErasureStatus.Pending, RequestedAt, CompletedAt, Stores);
}
