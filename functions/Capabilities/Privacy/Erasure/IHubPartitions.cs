namespace XbFunctions.Capabilities.Privacy;

/// <summary>Knows the partitions of the hubs.</summary>
public interface IHubPartitions
{
    /// <summary>Lists a hub's partitions.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>Their ids, one or more.</returns>
    Task<IReadOnlyList<string>> ListAsync(string hub, CancellationToken cancellationToken);
}
