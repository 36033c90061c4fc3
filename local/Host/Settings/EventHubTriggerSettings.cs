namespace XbFunctions.Host;

/// <summary>The section <c>extensions.eventHubs</c> of <c>host.json</c>, with the service's defaults.</summary>
internal sealed record EventHubTriggerSettings
{
    private const string Path = "extensions.eventHubs";
    private const string WebSockets = "amqpWebSockets";
    private const string FromEnqueuedTime = "fromEnqueuedTime";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>Most events of one invocation.</summary>
    public int MaxEventBatchSize { get; init; } = 100;

    /// <summary>Above 1, events are held back until so many are there or <see cref="MaxWaitTime"/> is over.</summary>
    public int MinEventBatchSize { get; init; } = 1;

    /// <summary>How long events are held back; read only when <see cref="MinEventBatchSize"/> is above 1.</summary>
    public TimeSpan MaxWaitTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Events read ahead for each partition; 0 reads none ahead.</summary>
    public int PrefetchCount { get; init; } = 300;

    /// <summary>A checkpoint is written every so many invocations of a partition.</summary>
    public int BatchCheckpointFrequency { get; init; } = 1;

    /// <summary>Whether AMQP goes through WebSockets, which this host does not speak.</summary>
    public bool UsesWebSockets { get; init; }

    /// <summary>Whether receivers ask with each event which one is the newest of the partition.</summary>
    public bool TrackLastEnqueuedEventProperties { get; init; }

    /// <summary>Where a partition without a checkpoint begins: <c>fromStart</c>, <c>fromEnd</c> or <c>fromEnqueuedTime</c>.</summary>
    public string InitialOffset { get; init; } = "fromStart";

    /// <summary>The time for <c>fromEnqueuedTime</c>, in UTC.</summary>
    public DateTimeOffset? InitialEnqueuedTime { get; init; }

    /// <summary>Unprocessed events an instance, for the service's scaling; without effect here.</summary>
    public int? TargetUnprocessedEventThreshold { get; init; }

    /// <summary>How often partitions are balanced between hosts and ownership is renewed.</summary>
    public TimeSpan LoadBalancingUpdateInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long without renewal an ownership counts no more.</summary>
    public TimeSpan PartitionOwnershipExpirationInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often calls to a hub are repeated.</summary>
    public ClientRetrySettings ClientRetry { get; init; } = ClientRetrySettings.Default;

    /// <summary>Reads the section.</summary>
    /// <exception cref="FormatException">A value is out of its range, or a key is unknown or of older versions.</exception>
    public static EventHubTriggerSettings Read(SettingSection section)
    {
        section.RefuseRenamed("maxBatchSize", "maxEventBatchSize");
        section.RefuseRenamed("eventProcessorOptions", "maxEventBatchSize and prefetchCount, directly in " + Path);
        var offset = section.Section("initialOffsetOptions");
        var settings = new EventHubTriggerSettings
        {
            MaxEventBatchSize = section.Number("maxEventBatchSize", 100, 1, int.MaxValue),
            MinEventBatchSize = section.Number("minEventBatchSize", 1, 1, int.MaxValue),
            MaxWaitTime = section.Duration("maxWaitTime", TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(1), LongestWait),
            PrefetchCount = section.Number("prefetchCount", 300, 0, int.MaxValue),
            BatchCheckpointFrequency = section.Number("batchCheckpointFrequency", 1, 1, int.MaxValue),
            UsesWebSockets = section.Choice("transportType", "amqpTcp", "amqpTcp", WebSockets) == WebSockets,
            TrackLastEnqueuedEventProperties = section.Flag("trackLastEnqueuedEventProperties"),
            InitialOffset = offset.Choice("type", "fromStart", "fromStart", "fromEnd", FromEnqueuedTime),
            InitialEnqueuedTime = offset.Time("enqueuedTimeUtc"),
            TargetUnprocessedEventThreshold = section.OptionalNumber("targetUnprocessedEventThreshold", 1, int.MaxValue),
            LoadBalancingUpdateInterval = section.Duration("loadBalancingUpdateInterval", TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1), LongestInterval),
            PartitionOwnershipExpirationInterval =
                section.Duration("partitionOwnershipExpirationInterval", TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(1), LongestInterval),
            ClientRetry = ClientRetrySettings.Read(section.Section("clientRetryOptions")),
        };
        offset.RefuseOthers();
        section.RefuseOthers();
        settings.CheckTogether(section, offset);
        return settings;
    }

    private void CheckTogether(SettingSection section, SettingSection offset)
    {
        if (MinEventBatchSize > 1 && MinEventBatchSize >= MaxEventBatchSize)
        {
            throw section.Wrong("minEventBatchSize", MinEventBatchSize, $"a number below maxEventBatchSize {MaxEventBatchSize}");
        }

        if (PartitionOwnershipExpirationInterval <= LoadBalancingUpdateInterval)
        {
            throw section.Wrong(
                "partitionOwnershipExpirationInterval",
                PartitionOwnershipExpirationInterval,
                $"more than loadBalancingUpdateInterval {LoadBalancingUpdateInterval}, which renews what is owned");
        }

        if (InitialOffset == FromEnqueuedTime && InitialEnqueuedTime is null)
        {
            throw offset.Wrong("enqueuedTimeUtc", "missing", "a time, because type is " + FromEnqueuedTime);
        }
    }
}
