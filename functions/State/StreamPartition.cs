namespace XbFunctions.State;

/// <summary>One partition as one consumer group reads it; the unit that owns a state and a journal.</summary>
/// <param name="Hub">Event hub name, without a slash.</param>
/// <param name="ConsumerGroup">Consumer group name, without a slash.</param>
/// <param name="PartitionId">Partition id as the hub names it, without a slash.</param>
public sealed record StreamPartition(string Hub, string ConsumerGroup, string PartitionId)
{
    /// <summary>The three parts joined by slashes: the folder of this partition in every container.</summary>
    /// <exception cref="ArgumentException">A part is empty or holds a slash, which would mix two partitions' folders.</exception>
    internal string Folder()
    {
        Check(Hub, nameof(Hub));
        Check(ConsumerGroup, nameof(ConsumerGroup));
        Check(PartitionId, nameof(PartitionId));
        return $"{Hub}/{ConsumerGroup}/{PartitionId}";
    }

    private static void Check(string part, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(part, name);
        if (part.Contains('/', StringComparison.Ordinal) || part.Contains('\\', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{name} is '{part}'; expected a name without slashes.", name);
        }
    }
}
