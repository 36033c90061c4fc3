using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Registers the catalogue.</summary>
public static class CatalogueServiceCollectionExtensions
{
    /// <summary>Adds the catalogue of this process.</summary>
    /// <param name="services">Needs a <see cref="BlobServiceClient"/> and logging.</param>
    public static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<CatalogueOptions, CatalogueOptionsValidator>().BindConfiguration(CatalogueOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<CatalogueOptions>>().Value);
        services.TryAddSingleton(provider => new CatalogueStore(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(CatalogueStore.ContainerName)));
        services.TryAddSingleton<ItemCatalogue>();
        return services;
    }
}
