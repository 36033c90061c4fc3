namespace XbFunctions.Host;

/// <summary>How far one function is in one partition; written by its pump, read by anyone.</summary>
internal sealed class ConsumerProgress(string function, IHubClient hub, string consumerGroup, IPartitionSource source)
{
    private long _processed = -1;

    public long Processed
    {
        get => Volatile.Read(ref _processed);
        set => Volatile.Write(ref _processed, value);
    }

    public ConsumerPosition Position => new(function, hub.Name, consumerGroup, source.Id, Processed, source.LastEnqueued);
}
