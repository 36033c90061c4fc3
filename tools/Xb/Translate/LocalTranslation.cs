using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Translate;

/// <summary>The translation of the platform inside a command: the same registrations, the engines of this machine.</summary>
internal static class LocalTranslation
{
    /// <summary>Registers it.</summary>
    /// <param name="account">Storage of the catalogue, the glossary, the memory and the models.</param>
    /// <param name="models">Folder with networks; <see langword="null"/> for none.</param>
    /// <param name="brands">Brands that are kept; <see langword="null"/> for none.</param>
    public static ServiceProvider Create(StorageAccount account, string? models, string? brands)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [$"{TranslationOptions.Section}:{nameof(TranslationOptions.ModelFolder)}"] = models ?? string.Empty,
            [$"{TranslationOptions.Section}:{nameof(TranslationOptions.Brands)}"] = brands ?? string.Empty,
        }).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(settings)
            .AddLogging()
            .AddMetrics()
            .AddSingleton(account.Blobs)
            .AddSingleton(account.OpenTables())
            .AddCatalogue()
            .AddTranslation()
            .BuildServiceProvider();
    }

    /// <summary>Loads the models that there are.</summary>
    /// <param name="services">What <see cref="Create"/> made.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task RefreshAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<NeuralEngine>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<PhraseEngine>().RefreshAsync(cancellationToken);
    }
}
