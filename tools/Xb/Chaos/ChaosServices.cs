using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Xb.Chaos;

/// <summary>The app's own scorer with the app's own settings and model, for the reference: no host, no journal, no retries.</summary>
internal static class ChaosServices
{
    /// <summary>Makes the services; the model is loaded.</summary>
    /// <param name="storage">Connection string of the storage.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="CommandException">The model cannot be loaded.</exception>
    public static async Task<ServiceProvider> CreateAsync(string storage, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(ChaosPlatform.AppSettings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(new BlobServiceClient(storage));
        services.AddSingleton(configuration.GetSection(StateOptions.Section).Get<StateOptions>() ?? new StateOptions());
        services.AddFraud();
        var provider = services.BuildServiceProvider();
        var slot = provider.GetRequiredService<ModelSlot>();
        await slot.StartAsync(cancellationToken);
        await provider.GetRequiredService<FraudPolicySlot>().RefreshAsync(cancellationToken);
        return slot.Manifest is not null ? provider : throw new CommandException($"The reference has no model: {slot.Reason}");
    }
}
