using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Translates the titles that the catalogue lacks, bounded by <c>Translation:CatalogueCharacters</c> a run.</summary>
/// <param name="catalogue">One run.</param>
/// <param name="options">The bound.</param>
public sealed class TranslateCatalogueTrigger(CatalogueTranslator catalogue, TranslationOptions options)
{
    /// <summary>Runs; what is left when the host stops or the bound is met is done by the next call.</summary>
    /// <param name="timer">When it was due.</param>
    /// <param name="cancellationToken">Fires when the host stops.</param>
    [Function("TranslateCatalogue")]
    public Task RunAsync([TimerTrigger("%TranslateCatalogueSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        options.CatalogueCharacters == 0 ? Task.CompletedTask : catalogue.RunAsync(options.CatalogueCharacters, cancellationToken: cancellationToken);
}
