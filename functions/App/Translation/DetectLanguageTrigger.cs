using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Says what language texts are in.</summary>
/// <param name="translator">Finds languages.</param>
public sealed class DetectLanguageTrigger(Translator translator)
{
    /// <summary>
    /// <c>POST /api/translate/detect?textType=plain|html</c> with <c>[{"Text":"..."}]</c>: 200 with language, score and alternatives of each; 400 for
    /// a wrong body.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        [{"Text":"Blue cotton shirt, size 42"}]
        """)]
    [Function("DetectLanguage")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "translate/detect")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await PooledBody.ReadAsync(request, TranslateRequest.MaxBodyBytes, cancellationToken);
        var query = TranslateRequest.ReadQuery(request.Query, needsTarget: false);
        if (TranslateRequest.ReadTexts(body, query, out var asked) is { } problem)
        {
            return problem;
        }

        return Results.Json(asked!.Texts.Select(text => translator.Detect(text, asked.IsHtml)).Select(static found => new
        {
            language = found.Language,
            score = found.Score,
            isTranslationSupported = true,
            isTransliterationSupported = false,
            alternatives = found.Alternatives.Select(static other => new { language = other.Language, score = other.Score }),
        }));
    }
}
