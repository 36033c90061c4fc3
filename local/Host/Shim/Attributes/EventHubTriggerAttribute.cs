using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for the events of an Event Hub, one invocation at a time in each partition.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventHubTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    /// <summary>Binds to an Event Hub.</summary>
    /// <param name="eventHubName">Name of the hub; <c>%Setting%</c> is replaced from the app settings.</param>
    public EventHubTriggerAttribute(string eventHubName) => EventHubName = eventHubName;

    /// <summary>Name of the hub as written, before settings are replaced.</summary>
    public string EventHubName { get; private set; }

    /// <summary>Consumer group; <see langword="null"/> means <c>$Default</c>.</summary>
    public string? ConsumerGroup { get; set; }

    /// <summary>Name, or prefix, of the app setting with the connection; never the connection itself.</summary>
    public string? Connection { get; set; }

    /// <summary>Whether an invocation takes a batch (an array) or one event.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool IsBatched { get; set; } = true;

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
