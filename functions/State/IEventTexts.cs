namespace XbFunctions.State;

/// <summary>The texts of a batch's events, made when they are asked for.</summary>
public interface IEventTexts
{
    /// <summary>The producer's id of an event, or <see langword="null"/>.</summary>
    /// <param name="sequenceNumber">The event's sequence number.</param>
    string? EventIdOf(long sequenceNumber);

    /// <summary>The key that placed an event, or <see langword="null"/>.</summary>
    /// <param name="sequenceNumber">The event's sequence number.</param>
    string? PartitionKeyOf(long sequenceNumber);
}
