using Azure;

namespace XbFunctions.Host;

/// <summary>Who owns a partition, as the storage account has it.</summary>
/// <param name="Partition">Id of the partition.</param>
/// <param name="Owner">Name of the owner; empty when the partition was given up.</param>
/// <param name="ModifiedAt">When the owner claimed or renewed it.</param>
/// <param name="Version">Version of the entry, for a claim.</param>
internal readonly record struct PartitionOwnership(string Partition, string Owner, DateTimeOffset ModifiedAt, ETag Version);
