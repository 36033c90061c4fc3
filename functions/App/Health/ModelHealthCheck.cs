using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Inference;

namespace XbFunctions.App.Health;

/// <summary>
/// Whether the models that every process loads are there: without the fraud model rules alone decide, without that of purchase intent sessions have none. The ranker of
/// recommendations comes with the signals, once somebody asks for a list.
/// </summary>
/// <param name="model">The fraud model in use.</param>
/// <param name="intent">Scores sessions.</param>
internal sealed class ModelHealthCheck(ModelSlot model, IntentScorer intent) : IHealthCheck
{
    /// <inheritdoc/>
    public string Name => "model";

    /// <inheritdoc/>
    public Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(
        model.Manifest is not { } manifest ? (HealthState.Failed, $"Rules alone decide: {model.Reason}")
        : intent.Version is not { } version ? (HealthState.Degraded, $"{manifest.Name} {manifest.Version} is loaded; {IntentScorer.ModelName} is not, and sessions have no purchase intent.")
        : (HealthState.Ready, $"{manifest.Name} {manifest.Version} and {IntentScorer.ModelName} {version} are loaded."));
}
