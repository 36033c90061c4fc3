using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A visitor's history on its way to the customer.</summary>
/// <param name="Visitor">Stands for the visitor.</param>
/// <param name="Link">Where it goes, and the number of this hand-over.</param>
/// <param name="LastSeenMs">Event time of the visitor's last event.</param>
/// <param name="History">Profile, sessions and the names they use.</param>
internal readonly record struct Handover(Pseudonym Visitor, VisitorLink Link, long LastSeenMs, byte[] History)
{
    /// <summary>The event that takes it there.</summary>
    public VisitorHandedOver ToEvent() => new(
        $"{Link.LinkId}:{Link.Handovers}",
        DateTimeOffset.FromUnixTimeMilliseconds(LastSeenMs),
        Visitor,
        Link.Customer,
        Link.Route,
        Convert.ToBase64String(History));
}
