using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Registers the watch over decisions: early warning, review queue and summary.</summary>
public static class WarningServiceCollectionExtensions
{
    /// <summary>Adds the watch.</summary>
    /// <param name="services">Needs what <see cref="FraudServiceCollectionExtensions.AddFraud"/> needs and adds.</param>
    public static IServiceCollection AddFraudWarnings(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<WarningOptions, WarningOptionsValidator>().BindConfiguration(WarningOptions.Section);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<WarningOptions>>().Value);
        services.TryAddSingleton<FraudWatcher>();
        services.TryAddSingleton<IStreamProcessor<WatchState>>(provider => provider.GetRequiredService<FraudWatcher>());
        services.TryAddSingleton<StreamRunner<WatchState>>();
        services.TryAddSingleton<FraudSummaryReader>();
        services.TryAddSingleton<ReviewQueue>();
        services.TryAddSingleton<LabelDesk>();
        services.TryAddSingleton<WarningStore>();
        services.TryAddSingleton<PolledWarnings>();
        services.TryAddSingleton<IFraudWarnings>(provider => provider.GetRequiredService<PolledWarnings>());
        services.TryAddSingleton<SurgeWatch>();
        services.TryAddSingleton<MinuteSweep>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRetention, FraudRetention>());
        return services;
    }
}
