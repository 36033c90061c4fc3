using XbFunctions.Contracts;

namespace XbFunctions.App.Health;

/// <summary>Whether the hub that decisions go to answers; payments come in the same namespace.</summary>
/// <param name="hubs">The namespace.</param>
internal sealed class HubHealthCheck(IHubProbe hubs) : IHealthCheck
{
    /// <inheritdoc/>
    public string Name => "hub";

    /// <inheritdoc/>
    public async Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken)
    {
        var partitions = await hubs.GetLastSequencesAsync(HubNames.Decisions, cancellationToken);
        return (HealthState.Ready, $"The namespace answers; {HubNames.Decisions} has {partitions.Count} partitions.");
    }
}
