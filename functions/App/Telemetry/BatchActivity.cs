using System.Diagnostics;
using Azure.Messaging.EventHubs;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Telemetry;

/// <summary>
/// The trace of a batch: one span, linked to the spans of the producers that sent its events. Names and attributes are those of OpenTelemetry's
/// semantic conventions for messaging.
/// </summary>
internal static class BatchActivity
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "XbFunctions.Events";

    // More would be cut off by the exporters.
    private const int MostLinks = 128;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a batch.</summary>
    /// <param name="partition">Where the events came from.</param>
    /// <param name="events">The events, in order.</param>
    /// <returns>The span, to be disposed of when the batch is done; null when no one records it.</returns>
    public static Activity? Start(StreamPartition partition, EventData[] events)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var tags = new TagList
        {
            { "messaging.system", "eventhubs" },
            { "messaging.operation.type", "process" },
            { "messaging.destination.name", partition.Hub },
            { "messaging.destination.partition.id", partition.PartitionId },
            { "messaging.consumer.group.name", partition.ConsumerGroup },
            { "messaging.batch.message_count", events.Length },
        };
        return Source.StartActivity(ActivityKind.Consumer, tags: tags, links: Links(events), name: $"process {partition.Hub}");
    }

    /// <summary>Notes that a batch has failed.</summary>
    /// <param name="activity">Its span.</param>
    /// <param name="exception">Why; its message is not kept, because it may repeat what an event held.</param>
    public static void Failed(this Activity? activity, Exception exception) =>
        activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);

    // Events that one request of a producer sent have one context.
    private static List<ActivityLink> Links(EventData[] events)
    {
        var links = new List<ActivityLink>();
        string? last = null;
        foreach (var data in events)
        {
            if (data.Properties.TryGetValue(EventProperties.TraceParent, out var value) || data.Properties.TryGetValue(EventProperties.DiagnosticId, out value))
            {
                if (value is string text && text != last && ActivityContext.TryParse(text, null, isRemote: true, out var context))
                {
                    last = text;
                    links.Add(new ActivityLink(context));
                    if (links.Count == MostLinks)
                    {
                        break;
                    }
                }
            }
        }

        return links;
    }
}
