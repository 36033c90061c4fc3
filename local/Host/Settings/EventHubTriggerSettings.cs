using System.Globalization;
using System.Text.Json.Nodes;

namespace XbFunctions.Host;

/// <summary>The section <c>extensions.eventHubs</c> of <c>host.json</c>, with the service's defaults.</summary>
internal sealed record EventHubTriggerSettings
{
    /// <summary>Most events of one invocation.</summary>
    public int MaxEventBatchSize { get; init; } = 100;

    /// <summary>Above 1, events are held back until so many are there or <see cref="MaxWaitTime"/> is over.</summary>
    public int MinEventBatchSize { get; init; } = 1;

    /// <summary>How long events are held back; read only when <see cref="MinEventBatchSize"/> is above 1.</summary>
    public TimeSpan MaxWaitTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Events read ahead for each partition.</summary>
    public int PrefetchCount { get; init; } = 300;

    /// <summary>A checkpoint is written every so many invocations of a partition.</summary>
    public int BatchCheckpointFrequency { get; init; } = 1;

    /// <summary>Where a partition without a checkpoint begins: <c>fromStart</c>, <c>fromEnd</c> or <c>fromEnqueuedTime</c>.</summary>
    public string InitialOffset { get; init; } = "fromStart";

    /// <summary>The time for <c>fromEnqueuedTime</c>, in UTC.</summary>
    public DateTimeOffset? InitialEnqueuedTime { get; init; }

    /// <exception cref="FormatException">A value is out of its range.</exception>
    public static EventHubTriggerSettings Read(JsonObject? section)
    {
        if (section is null)
        {
            return new EventHubTriggerSettings();
        }

        var settings = new EventHubTriggerSettings
        {
            MaxEventBatchSize = (int?)section["maxEventBatchSize"] ?? 100,
            MinEventBatchSize = (int?)section["minEventBatchSize"] ?? 1,
            MaxWaitTime = (string?)section["maxWaitTime"] is { } wait ? TimeSpan.Parse(wait, CultureInfo.InvariantCulture) : TimeSpan.FromSeconds(60),
            PrefetchCount = (int?)section["prefetchCount"] ?? 300,
            BatchCheckpointFrequency = (int?)section["batchCheckpointFrequency"] ?? 1,
            InitialOffset = (string?)section["initialOffsetOptions"]?["type"] ?? "fromStart",
            InitialEnqueuedTime = (string?)section["initialOffsetOptions"]?["enqueuedTimeUtc"] is { } time
                ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                : null,
        };
        settings.Check();
        return settings;
    }

    private void Check()
    {
        Demand(MaxEventBatchSize >= 1, $"maxEventBatchSize is {MaxEventBatchSize}; expected at least 1.");
        Demand(MinEventBatchSize == 1 || (MinEventBatchSize > 1 && MinEventBatchSize < MaxEventBatchSize),
            $"minEventBatchSize is {MinEventBatchSize}; expected 1 or more and below maxEventBatchSize {MaxEventBatchSize}.");
        Demand(MaxWaitTime > TimeSpan.Zero && MaxWaitTime <= TimeSpan.FromMinutes(10), $"maxWaitTime is {MaxWaitTime}; expected up to 10 minutes.");
        Demand(BatchCheckpointFrequency >= 1, $"batchCheckpointFrequency is {BatchCheckpointFrequency}; expected at least 1.");
        Demand(InitialOffset is "fromStart" or "fromEnd" or "fromEnqueuedTime",
            $"initialOffsetOptions.type is {InitialOffset}; expected fromStart, fromEnd or fromEnqueuedTime.");
        Demand(InitialOffset != "fromEnqueuedTime" || InitialEnqueuedTime is not null, "initialOffsetOptions.enqueuedTimeUtc is missing.");
    }

    private static void Demand(bool holds, string message)
    {
        if (!holds)
        {
            throw new FormatException("extensions.eventHubs: " + message);
        }
    }
}
