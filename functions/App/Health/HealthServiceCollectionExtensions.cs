using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace XbFunctions.App.Health;

/// <summary>Registers the readiness checks.</summary>
internal static class HealthServiceCollectionExtensions
{
    /// <summary>Adds the checks of hub, storage, model, lag and training.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<HealthOptions>>().Value);
        services.AddSingleton<IHealthCheck, HubHealthCheck>();
        services.AddSingleton<IHealthCheck, StorageHealthCheck>();
        services.AddSingleton<IHealthCheck, ModelHealthCheck>();
        services.AddSingleton<IHealthCheck, LagHealthCheck>();
        services.AddSingleton<TrainingRuns>();
        services.AddSingleton<IHealthCheck, TrainingHealthCheck>();
        services.AddSingleton<Readiness>();
        return services;
    }
}
