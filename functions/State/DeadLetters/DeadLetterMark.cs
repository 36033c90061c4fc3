namespace XbFunctions.State;

/// <summary>Says that a dead letter was sent to its hub again.</summary>
/// <param name="Id">The dead letter's id.</param>
/// <param name="EventId">Event id that it was sent with.</param>
/// <param name="ReplayedAt">When, UTC.</param>
/// <param name="Corrected">Whether its body was another than the stored one.</param>
public sealed record DeadLetterMark(string Id, string EventId, DateTimeOffset ReplayedAt, bool Corrected);
