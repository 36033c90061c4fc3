using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Says between which languages texts are translated.</summary>
/// <param name="engines">The engines.</param>
public sealed class TranslateLanguagesTrigger(IEnumerable<ITranslationEngine> engines)
{
    /// <summary><c>GET /api/translate/languages</c>: 200 with the languages as Translator v3 has them, each with the engines that translate into it from English or, for English, from German.</summary>
    /// <param name="request">The request.</param>
    [Function("TranslateLanguages")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "translate/languages")] HttpRequest request) => Results.Json(new
    {
        translation = TranslationLanguages.All.ToDictionary(
            static language => language.Code,
            language => new
            {
                name = language.Name,
                nativeName = language.NativeName,
                dir = language.IsRightToLeft ? "rtl" : "ltr",
                engines = engines.Where(engine => engine.Supports(language.Code == "en" ? "de" : "en", language.Code)).Select(static engine => engine.Name),
            }),
    });
}
