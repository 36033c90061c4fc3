using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Registers translation.</summary>
public static class TranslationServiceCollectionExtensions
{
    /// <summary>Adds the translator and the engines that need nothing but this machine. An engine registered before is asked before.</summary>
    /// <param name="services">Needs a <see cref="BlobServiceClient"/>, a <see cref="TableServiceClient"/>, the catalogue, meters and logging.</param>
    public static IServiceCollection AddTranslation(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<TranslationOptions, TranslationOptionsValidator>().BindConfiguration(TranslationOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<TranslationOptions>>().Value);
        services.TryAddSingleton(_ => new LanguageDetector(CommerceLexicon.Shared.Samples()));
        services.TryAddSingleton(provider => new TokenProtector(provider.GetRequiredService<TranslationOptions>().BrandNames));
        services.TryAddSingleton<TranslationMemory>();
        services.TryAddSingleton(provider => new GlossarySlot(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(GlossarySlot.ContainerName),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<GlossarySlot>>()));
        services.TryAddSingleton(provider => new PhraseModelStore(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(GlossarySlot.ContainerName)));
        services.TryAddSingleton(provider => new NeuralModelStore(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(GlossarySlot.ContainerName),
            provider.GetRequiredService<TranslationOptions>().ModelFolder));
        services.TryAddSingleton<NeuralEngine>();
        services.TryAddSingleton<PhraseEngine>();
        services.AddSingleton<ITranslationEngine>(static provider => provider.GetRequiredService<NeuralEngine>());
        services.AddSingleton<ITranslationEngine>(static provider => provider.GetRequiredService<PhraseEngine>());
        services.AddSingleton<ITranslationEngine, LexiconEngine>();
        services.TryAddSingleton<ShippedModels>();
        services.TryAddSingleton<ShippedNetwork>();
        services.AddSingleton<ITranslationEngine>(static provider => new ShippedNetworkEngine(provider.GetRequiredService<ShippedNetwork>(), leads: true));
        services.AddSingleton<ITranslationEngine, ShippedEngine>();
        services.AddSingleton<ITranslationEngine>(static provider => new ShippedNetworkEngine(provider.GetRequiredService<ShippedNetwork>(), leads: false));
        services.TryAddSingleton<TranslationInstruments>();
        services.TryAddSingleton<Translator>();
        services.TryAddSingleton<CatalogueTranslator>();
        return services;
    }
}
