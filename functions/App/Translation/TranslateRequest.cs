using System.Text.Json;
using Microsoft.AspNetCore.Http;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Contracts;

namespace XbFunctions.App.Translation;

/// <summary>Reads requests in the shape of Translator v3. Codes are those of its reference.</summary>
internal static class TranslateRequest
{
    /// <summary>Most bytes of a body: every character escaped, and JSON around a thousand texts.</summary>
    public const int MaxBodyBytes = (TranslationRequest.MaxCharacters * 12) + (TranslationRequest.MaxTexts * 64);

    private const int MaxTargets = 15;
    private const int MaxSuggestions = 5;

    /// <summary>Reads the parameters.</summary>
    /// <param name="query">The request's query.</param>
    /// <param name="needsTarget">Whether <c>to</c> must be there.</param>
    public static TranslateQuery ReadQuery(IQueryCollection query, bool needsTarget = true)
    {
        if (Text(query, "api-version") is { } version && version != "3.0")
        {
            return Wrong(400021, "api-version", "The API version is '3.0'.");
        }

        var targets = query["to"].SelectMany(static value => (value ?? string.Empty).Split(',')).Select(static code => (Code: code, Found: TranslationLanguages.Find(code))).ToList();
        if (needsTarget && (targets.Count is 0 or > MaxTargets || targets.Any(static target => target.Found is null)))
        {
            return Wrong(400036, "to", targets.FirstOrDefault(static target => target.Found is null).Code is { Length: > 0 } unknown
                ? $"The target language '{unknown}' is not one of those of GET /api/translate/languages."
                : $"Expected 1 to {MaxTargets} target languages.");
        }

        var from = Text(query, "from");
        if (from is not null && TranslationLanguages.Find(from) is null)
        {
            return Wrong(400035, "from", $"The source language '{from}' is not one of those of GET /api/translate/languages.");
        }

        if (Text(query, "textType") is { } type && !type.Equals("plain", StringComparison.OrdinalIgnoreCase) && !type.Equals("html", StringComparison.OrdinalIgnoreCase))
        {
            return Wrong(400000, "textType", "The text type is 'plain' or 'html'.");
        }

        if (Text(query, "market") is { } market && (!CountryCode.TryParse(market, out var country) || country.IsUnknown))
        {
            return Wrong(400000, "market", "A market is an ISO 3166-1 alpha-2 country code of two capitals, such as DE.");
        }

        var suggestions = 0;
        if (Text(query, "suggestions") is { } wanted && (!int.TryParse(wanted, out suggestions) || suggestions is < 0 or > MaxSuggestions))
        {
            return Wrong(400000, "suggestions", $"Expected a whole number from 0 to {MaxSuggestions}.");
        }

        return new TranslateQuery(null)
        {
            To = [.. targets.Where(static target => target.Found is not null).Select(static target => target.Found!.Code).Distinct()],
            From = TranslationLanguages.Find(from)?.Code,
            IsHtml = string.Equals(Text(query, "textType"), "html", StringComparison.OrdinalIgnoreCase),
            Category = Text(query, "category") is "general" ? null : Text(query, "category"),
            Market = Text(query, "market"),
            Suggestions = suggestions,
        };
    }

    /// <summary>Reads the texts.</summary>
    /// <param name="body">The body; null where it was too long to be read.</param>
    /// <param name="query">The parameters.</param>
    /// <param name="request">What is asked.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static IResult? ReadTexts(PooledBody? body, TranslateQuery query, out TranslationRequest? request)
    {
        request = null;
        if (query.Problem is not null)
        {
            return query.Problem;
        }

        if (body is null)
        {
            return Problems.Translator(400, 400077, "body", $"The body is longer than {MaxBodyBytes} bytes.");
        }

        List<string> texts = [];
        try
        {
            using var json = JsonDocument.Parse(body.Memory);
            if (json.RootElement.ValueKind != JsonValueKind.Array)
            {
                return Problems.Translator(400, 400074, "body", "The body is an array of objects with a member 'Text'.");
            }

            foreach (var item in json.RootElement.EnumerateArray())
            {
                if (Member(item) is not { ValueKind: JsonValueKind.String } text)
                {
                    return Problems.Translator(400, 400020, $"[{texts.Count}].Text", "Expected an object with a text as member 'Text'.");
                }

                texts.Add(text.GetString()!);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Problems.Translator(400, 400074, "body", "The body is not valid JSON.");
        }

        var characters = texts.Sum(static text => (long)text.Length) * Math.Max(1, query.To.Count);
        if (texts.Count is 0 or > TranslationRequest.MaxTexts)
        {
            return Problems.Translator(400, texts.Count == 0 ? 400005 : 400077, "body", $"Expected 1 to {TranslationRequest.MaxTexts} texts, got {texts.Count}.");
        }

        if (characters > TranslationRequest.MaxCharacters)
        {
            return Problems.Translator(400, 400077, "body", $"The texts have {characters} characters over all targets; at most {TranslationRequest.MaxCharacters} are translated at once.");
        }

        request = new TranslationRequest(texts, query.To, query.From, query.IsHtml, query.Category, query.Market);
        return null;
    }

    private static JsonElement? Member(JsonElement item) => item.ValueKind == JsonValueKind.Object
        && (item.TryGetProperty("Text", out var text) || item.TryGetProperty("text", out text)) ? text : null;

    private static string? Text(IQueryCollection query, string name) => query.TryGetValue(name, out var values) && values is [{ Length: > 0 } text, ..] ? text : null;

    private static TranslateQuery Wrong(int code, string field, string detail) => new(Problems.Translator(400, code, field, detail));
}
