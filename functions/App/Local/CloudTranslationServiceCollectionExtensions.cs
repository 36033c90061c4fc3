using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Registers the cloud's translation engine.</summary>
internal static class CloudTranslationServiceCollectionExtensions
{
    /// <summary>Adds Azure AI Translator, asked as the developer who is signed in; without its address it translates no pair.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddCloudTranslation(this IServiceCollection services) => services.AddSingleton<ITranslationEngine>(
        static provider => new AzureTranslationEngine(
            provider.GetRequiredService<IOptions<TranslationOptions>>().Value,
            new DefaultAzureCredential(new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true }),
            provider.GetRequiredService<TimeProvider>()));
}
