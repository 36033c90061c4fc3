using XbFunctions.Inference;

namespace XbFunctions.App.Health;

/// <summary>Whether payments are scored by a model.</summary>
/// <param name="model">The fraud model in use.</param>
internal sealed class ModelHealthCheck(ModelSlot model) : IHealthCheck
{
    /// <inheritdoc/>
    public string Name => "model";

    /// <inheritdoc/>
    public Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(model.Manifest is { } manifest
        ? (HealthState.Ready, $"{manifest.Name} {manifest.Version} is loaded.")
        : (HealthState.Failed, $"Rules alone decide: {model.Reason}"));
}
