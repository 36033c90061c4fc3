using System.Text;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Replay;

/// <summary>An event made from rows of a file.</summary>
/// <param name="Kind">What is expected to become of it.</param>
/// <param name="Id">Event id of the transport; of a payment its payment id.</param>
/// <param name="Type">Event type of the transport.</param>
/// <param name="PartitionKey">Places the event.</param>
/// <param name="OccurredAt">Event time, UTC; the producer's clock while it is sent.</param>
/// <param name="Rows">Rows of the file that it stands for; 0 for what the file only implies.</param>
/// <param name="Body">UTF-8 body.</param>
internal sealed record ReplayEvent(
    ReplayKind Kind, string Id, string Type, string PartitionKey, DateTimeOffset OccurredAt, int Rows, ReadOnlyMemory<byte> Body)
{
    /// <summary>An event of the platform.</summary>
    /// <param name="xbEvent">A payment or a label.</param>
    /// <param name="rows">Rows that it stands for.</param>
    /// <param name="id">Event id where it is not the event's own.</param>
    public static ReplayEvent Of(IXbEvent xbEvent, int rows, string? id = null) => new(
        xbEvent is PaymentAuthorised ? ReplayKind.Payment : ReplayKind.Label,
        id ?? xbEvent.EventId,
        xbEvent.Type,
        xbEvent.PartitionKey,
        xbEvent.OccurredAt,
        rows,
        EventBody.ToUtf8(xbEvent));

    /// <summary>A row that cannot be made into an event, as it stands in the file.</summary>
    /// <param name="row">Where and what.</param>
    /// <param name="clock">Event time of the row before it, UTC.</param>
    public static ReplayEvent Unreadable(UnreadableRow row, DateTimeOffset clock) => new(
        ReplayKind.Unreadable, row.Id, EventTypes.PaymentAuthorised, row.Id, clock, Rows: 1, Encoding.UTF8.GetBytes(row.Text));
}
