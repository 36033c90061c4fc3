using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends what the function returns to an Event Hub: text or an object, or an array with one event an element.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class EventHubOutputAttribute : OutputBindingAttribute
{
    /// <summary>Binds to an Event Hub. Neither a partition key nor properties can be set this way.</summary>
    /// <param name="eventHubName">Name of the hub; <c>%Setting%</c> is replaced from the app settings.</param>
    public EventHubOutputAttribute(string eventHubName) => EventHubName = eventHubName;

    /// <summary>Name of the hub as written, before settings are replaced.</summary>
    public string EventHubName { get; private set; }

    /// <summary>Name, or prefix, of the app setting with the connection.</summary>
    public string? Connection { get; set; }
}
