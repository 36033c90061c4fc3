using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using XbFunctions.App.Events;
using XbFunctions.App.Forecasting;
using XbFunctions.App.Health;
using XbFunctions.App.Privacy;
using XbFunctions.App.Storage;
using XbFunctions.App.Telemetry;
using XbFunctions.App.Translation;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Forecasting.Nightly;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Inventory;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Capabilities.Translation;
using XbFunctions.State;

namespace XbFunctions.App;

/// <summary>Puts the app together, the same in both flavours.</summary>
public static class AppServices
{
    /// <summary>Adds every capability, its stores and its connections.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">Its settings.</param>
    public static IServiceCollection AddXbFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddTelemetry(configuration);
        services.AddSingleton(provider => StorageConnection.OpenBlobs(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<StateOptions>().BindConfiguration(StateOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<StateOptions>>().Value);
        services.AddEventPublisher();
        services.AddBehindTheCommit();
        services.AddErasure();
        services.AddSingleton<IHubPartitions, HubPartitions>();
        services.AddHealth();
        services.AddCatalogue();
        services.AddSingleton<IItemAttributes, CatalogueAttributes>();
        services.AddSingleton<IProductCategories, CatalogueCategories>();
        services.AddSingleton<ICustomerHistories, BehaviourHistories>();
        services.AddSingleton<ILiveSignals, BehaviourSignals>();
        services.AddFraud();
        services.AddFraudWarnings();
        services.AddFraudScoring();
        services.AddBehaviour();
        services.AddRecommendations();
        services.AddSales();
        services.AddForecasting();
        services.AddSingleton<ForecastInstruments>();
        services.AddInventory();
        services.AddCloudTranslation();
        services.AddTranslation();
        services.AddHostedService<ModelWarmUp>();
        services.AddHostedService<TranslationModelRefresh>();
        services.AddHostedService<StreamLifetime<FraudState>>();
        services.AddHostedService<StreamLifetime<WatchState>>();
        services.AddHostedService<StreamLifetime<BehaviourState>>();
        services.AddHostedService<StreamLifetime<SalesState>>();
        services.AddHostedService<FollowerLifetime<FraudState>>();
        services.AddHostedService<FollowerLifetime<BehaviourState>>();
        return services;
    }

    // Read models and archives, of every streaming function.
    private static void AddBehindTheCommit(this IServiceCollection services)
    {
        services.AddSingleton(provider => StorageConnection.OpenTables(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<ReadModelOptions>().BindConfiguration(ReadModelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ReadModelOptions>>().Value);
        services.AddOptions<ArchiveOptions>().BindConfiguration(ArchiveOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ArchiveOptions>>().Value);
        services.AddSingleton<ReadModelReader>();
        services.AddSingleton<ICommittedSinkFactory, ReadModelSinkFactory>();
        services.AddSingleton<ICommittedSinkFactory, ArchiveSinkFactory>();
    }
}
