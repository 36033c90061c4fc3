using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Registers recommendations.</summary>
public static class RecommendationServiceCollectionExtensions
{
    /// <summary>Adds the recommender, its signals, its models and its desk.</summary>
    /// <param name="services">Needs the catalogue, a <see cref="BlobServiceClient"/>, a publisher of events, a pseudonym key and logging.</param>
    public static IServiceCollection AddRecommendations(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<RecommendationOptions, RecommendationOptionsValidator>().BindConfiguration(RecommendationOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<RecommendationOptions>>().Value);
        services.TryAddSingleton(provider => new SignalsStore(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(SignalsStore.ContainerName)));
        services.TryAddSingleton(provider => new ModelRegistry(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(ModelRegistry.ContainerName),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new RankerSlot(new ModelSlot(
            provider.GetRequiredService<ModelRegistry>(),
            new ModelSlotOptions { Model = RankerColumns.ModelName, Columns = RankerColumns.Names },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelSlot>>())));
        services.TryAddSingleton<IItemRanker>(static provider => provider.GetRequiredService<RankerSlot>());
        services.TryAddSingleton<NextItemLoader>();
        services.TryAddSingleton<SignalsSlot>();
        services.TryAddSingleton<Recommender>();
        services.TryAddSingleton<RecommendationDesk>();
        services.TryAddSingleton<ShownPublisher>();
        return services;
    }
}
