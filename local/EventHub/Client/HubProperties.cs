using System.Collections.Immutable;

namespace XbFunctions.EventHub;

/// <summary>What an endpoint says about a hub.</summary>
/// <param name="Name">Hub name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="PartitionIds">Ids of its partitions, in order.</param>
public sealed record HubProperties(string Name, DateTimeOffset CreatedAt, ImmutableArray<string> PartitionIds);
