namespace XbFunctions.Contracts;

/// <summary>What every event of the platform says about itself; the message's CloudEvents attributes come from here.</summary>
public interface IXbEvent
{
    /// <summary>One of <see cref="EventTypes"/>; stands in the body too.</summary>
    string Type { get; }

    /// <summary>Unique and stable: the same event sent twice has the same id.</summary>
    string EventId { get; }

    /// <summary>What places the event in a partition; equal keys keep their order.</summary>
    string PartitionKey { get; }

    /// <summary>Event time in UTC, stamped by the producer.</summary>
    DateTimeOffset OccurredAt { get; }
}
