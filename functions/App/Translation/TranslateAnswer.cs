using System.Globalization;
using Microsoft.AspNetCore.Http;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Writes answers in the shape of Translator v3, with members of our own that its clients leave alone.</summary>
internal static class TranslateAnswer
{
    /// <summary>Writes translations.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="items">An item for each text.</param>
    /// <param name="translator">Has the memory.</param>
    /// <param name="suggestions">Suggestions wanted with each translation.</param>
    public static IResult Write(TranslationRequest request, IReadOnlyList<TranslatedItem> items, Translator translator, int suggestions) =>
        Results.Json(items.Select((item, index) => new
        {
            detectedLanguage = item.Detected is { } found ? new { language = found.Language, score = found.Score } : null,
            translations = item.Translations.Select(one => new
            {
                text = one.Text,
                to = one.To,
                engine = one.Engine,
                cached = one.IsCached,
                quality = new { score = one.Quality.Score, review = one.Quality.Review, issues = one.Quality.Issues },
                @protected = one.Protected,
                glossary = one.Glossary.Select(static term => new { source = term.Source, target = term.Target }),
                suggestions = suggestions == 0 ? null : translator.Suggest(request.From ?? item.Detected!.Language, one.To, request.Texts[index], suggestions)
                    .Select(static other => new { source = other.Entry.Source, text = other.Entry.Text, score = Math.Round(other.Likeness, 3) }),
            }),
        }));

    /// <summary>Says why there is no translation.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="response">Takes the header <c>Retry-After</c>.</param>
    public static IResult Refuse(TranslationRefusal refusal, HttpResponse response)
    {
        var field = $"[{refusal.Index}].Text";
        switch (refusal.Kind)
        {
            case TranslationRefusalKind.NoEngine:
                return Problems.Translator(422, 422001, "to", $"No engine translates from '{refusal.From}' to '{refusal.To}'.");
            case TranslationRefusalKind.NotCovered:
                return Problems.Translator(
                    422, 422002, field, $"No engine knows enough of the words of this text to translate it from '{refusal.From}' to '{refusal.To}'; nothing is passed off as its translation.");
            default:
                response.Headers.RetryAfter = Math.Max(1, Math.Ceiling((refusal.RetryAfter ?? TimeSpan.FromSeconds(5)).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return Problems.Translator(503, 503000, field, "The translation engine does not answer now.");
        }
    }
}
