using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using XbFunctions.App.Events;
using XbFunctions.App.Storage;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.State;

namespace XbFunctions.App;

/// <summary>Puts the app together, the same in both flavours.</summary>
public static class AppServices
{
    /// <summary>Adds every capability, its stores and its connections.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddXbFunctions(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton(provider => StorageConnection.OpenBlobs(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<StateOptions>().BindConfiguration(StateOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<StateOptions>>().Value);
        services.AddEventPublisher();
        services.AddFraud();
        services.AddHostedService<ModelWarmUp>();
        services.AddHostedService<StreamLifetime<FraudState>>();
        return services;
    }
}
