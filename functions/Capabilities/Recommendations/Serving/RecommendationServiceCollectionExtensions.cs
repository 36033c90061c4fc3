using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Registers recommendations.</summary>
public static class RecommendationServiceCollectionExtensions
{
    /// <summary>Adds the recommender, its signals and its desk.</summary>
    /// <param name="services">Needs the catalogue, a <see cref="BlobServiceClient"/>, a publisher of events, a pseudonym key and logging.</param>
    public static IServiceCollection AddRecommendations(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<RecommendationOptions, RecommendationOptionsValidator>().BindConfiguration(RecommendationOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<RecommendationOptions>>().Value);
        services.TryAddSingleton(provider => new SignalsStore(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(SignalsStore.ContainerName)));
        services.TryAddSingleton<SignalsSlot>();
        services.TryAddSingleton<Recommender>();
        services.TryAddSingleton<RecommendationDesk>();
        services.TryAddSingleton<ShownPublisher>();
        return services;
    }
}
