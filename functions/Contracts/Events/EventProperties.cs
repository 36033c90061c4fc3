namespace XbFunctions.Contracts;

/// <summary>
/// Names of the message's application properties: CloudEvents 1.0 in the binary mode of its AMQP binding
/// (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/amqp-protocol-binding.md), and ours.
/// </summary>
public static class EventProperties
{
    /// <summary>The event type, one of <see cref="EventTypes"/>.</summary>
    public const string Type = "cloudEvents:type";

    /// <summary>The event's id.</summary>
    public const string Id = "cloudEvents:id";

    /// <summary>Who sent it, a URI reference.</summary>
    public const string Source = "cloudEvents:source";

    /// <summary>Event time, RFC 3339.</summary>
    public const string Time = "cloudEvents:time";

    /// <summary>CloudEvents version, always <c>1.0</c>.</summary>
    public const string SpecVersion = "cloudEvents:specversion";

    /// <summary>The sender's span in the form of W3C Trace Context (https://www.w3.org/TR/trace-context/); the Event Hubs clients write it.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>What older Event Hubs clients call <see cref="TraceParent"/>.</summary>
    public const string DiagnosticId = "Diagnostic-Id";

    /// <summary>
    /// The present of the event's world, RFC 3339: simulators and replays of history send it, so that a consumer that trusts them
    /// judges the age of an event by it and not by the time of arrival.
    /// </summary>
    public const string ProducerClock = "xb-producer-clock";
}
