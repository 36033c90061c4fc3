using XbFunctions.App.Health;
using XbFunctions.Capabilities.Privacy;

namespace XbFunctions.App.Privacy;

/// <summary>Asks the namespace which partitions its hubs have.</summary>
/// <param name="hubs">The namespace.</param>
internal sealed class HubPartitions(IHubProbe hubs) : IHubPartitions
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(string hub, CancellationToken cancellationToken) =>
        [.. (await hubs.GetLastSequencesAsync(hub, cancellationToken)).Keys.Order(StringComparer.Ordinal)];
}
