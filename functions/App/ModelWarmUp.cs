using Microsoft.Extensions.Hosting;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;

namespace XbFunctions.App;

/// <summary>Seeds an empty registry with the shipped models and loads the one in use before the first batch.</summary>
/// <param name="registry">Where models are kept.</param>
/// <param name="slot">The fraud model.</param>
/// <param name="shadow">The one in shadow.</param>
internal sealed class ModelWarmUp(ModelRegistry registry, ModelSlot slot, FraudShadow shadow) : IHostedService
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
        await shadow.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
