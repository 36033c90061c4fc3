using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Registers the cloud's translation engine.</summary>
internal static class CloudTranslationServiceCollectionExtensions
{
    /// <summary>Adds Azure AI Translator, which is asked before the local engines; without its address it translates no pair.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddCloudTranslation(this IServiceCollection services) => services.AddSingleton<ITranslationEngine>(
        static provider => new AzureTranslationEngine(
            provider.GetRequiredService<IOptions<TranslationOptions>>().Value,
            new ManagedIdentityCredential(IdOf(provider.GetRequiredService<IConfiguration>()["EventHubs:clientId"])),
            provider.GetRequiredService<TimeProvider>()));

    private static ManagedIdentityId IdOf(string? clientId) =>
        clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned;
}
