using Microsoft.Extensions.Hosting;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;

namespace XbFunctions.App;

/// <summary>Seeds an empty registry and policy store with what ships, and loads what is in use before the first batch.</summary>
/// <param name="registry">Where models are kept.</param>
/// <param name="slot">The fraud model.</param>
/// <param name="policies">Where fraud policies are kept.</param>
/// <param name="policy">The fraud policy.</param>
/// <param name="shadow">The fraud model in shadow.</param>
/// <param name="intent">The intent model.</param>
internal sealed class ModelWarmUp(
    ModelRegistry registry, ModelSlot slot, FraudPolicyStore policies, FraudPolicySlot policy, FraudShadow shadow, IntentScorer intent) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        if (Directory.Exists(models))
        {
            foreach (var folder in Directory.EnumerateDirectories(models).Order(StringComparer.Ordinal))
            {
                await registry.SeedAsync(folder, cancellationToken);
            }
        }

        await slot.StartAsync(cancellationToken);
        await policies.SeedAsync(cancellationToken);
        await policy.StartAsync(cancellationToken);
        await shadow.StartAsync(cancellationToken);
        await intent.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
