using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Registers the nightly forecasts and their serving.</summary>
public static class ForecastingServiceCollectionExtensions
{
    /// <summary>Adds runs, their store and the reader.</summary>
    /// <param name="services">Needs what <see cref="Sales.SalesServiceCollectionExtensions.AddSales"/> needs and adds.</param>
    public static IServiceCollection AddForecasting(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<ForecastingOptions, ForecastingOptionsValidator>().BindConfiguration(ForecastingOptions.Section);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<ForecastingOptions>>().Value);
        services.TryAddSingleton<ImportedCategories>();
        services.TryAddSingleton<IProductCategories>(static provider => provider.GetRequiredService<ImportedCategories>());
        services.TryAddSingleton<ForecastStore>();
        services.TryAddSingleton<ForecastPublisher>();
        services.TryAddSingleton<NightlyClock>();
        services.TryAddSingleton<NightlyForecasts>();
        services.TryAddSingleton<ForecastReader>();
        services.TryAddSingleton<SeriesForecaster>();
        return services;
    }
}
