using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>Registers the daily sales.</summary>
public static class SalesServiceCollectionExtensions
{
    /// <summary>Adds the aggregator and its state runner.</summary>
    /// <param name="services">Needs what <see cref="Fraud.FraudServiceCollectionExtensions.AddFraud"/> needs and adds.</param>
    public static IServiceCollection AddSales(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<SalesOptions, SalesOptionsValidator>().BindConfiguration(SalesOptions.Section);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<SalesOptions>>().Value);
        services.TryAddSingleton<SalesInstruments>();
        services.TryAddSingleton<SalesAggregator>();
        services.TryAddSingleton<IStreamProcessor<SalesState>>(provider => provider.GetRequiredService<SalesAggregator>());
        services.TryAddSingleton<StreamRunner<SalesState>>();
        services.TryAddSingleton<SalesHistory>();
        return services;
    }
}
