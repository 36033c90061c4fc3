namespace XbFunctions.App.Health;

/// <summary>Asks the Event Hubs namespace how far its hubs are.</summary>
internal interface IHubProbe
{
    /// <summary>Asks one hub.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Sequence number of the newest event by partition id; -1 where there never was one.</returns>
    Task<IReadOnlyDictionary<string, long>> GetLastSequencesAsync(string hub, CancellationToken cancellationToken);
}
