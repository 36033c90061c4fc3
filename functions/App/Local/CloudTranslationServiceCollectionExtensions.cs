using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.App.Translation;

/// <summary>Registers the cloud's translation engine, which this flavour does not have.</summary>
internal static class CloudTranslationServiceCollectionExtensions
{
    /// <summary>Adds nothing: the local engines are all there is.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddCloudTranslation(this IServiceCollection services) => services;
}
