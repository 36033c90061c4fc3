using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.App.Recommendations;

/// <summary>A call for recommendations, as its query string says.</summary>
/// <param name="Id">Names the answer.</param>
/// <param name="Ask">What is asked for.</param>
/// <param name="Language">Language of titles.</param>
/// <param name="Explains">Whether scores are told.</param>
/// <param name="WritesBack">Whether <c>recommendation.shown</c> is published by the call.</param>
internal sealed record RecommendationCall(string Id, RecommendationAsk Ask, LanguageTag Language, bool Explains, bool WritesBack)
{
    /// <summary>Reads a call.</summary>
    /// <param name="request">The request.</param>
    /// <param name="market">The storefront where it stands in the route; null for the parameter <c>market</c>.</param>
    /// <param name="time">Gives the moment.</param>
    /// <param name="call">The call.</param>
    /// <param name="problem">The first thing that is wrong.</param>
    public static bool TryRead(
        HttpRequest request,
        string? market,
        TimeProvider time,
        [NotNullWhen(true)] out RecommendationCall? call,
        [NotNullWhen(false)] out IResult? problem)
    {
        var query = new QueryReader(request);
        var storefront = market is null ? query.Country("market") : query.CountryOf("market", market);
        if (query.Problem is null && storefront.IsUnknown)
        {
            query.Refuse<bool>("market", "A market is needed: an ISO 3166-1 alpha-2 country code such as DE.");
        }

        var shipTo = query.Country("shipTo");
        var language = query.Identifier("language") is not { } text ? LanguageOf(storefront)
            : LanguageTag.TryParse(text, out var tag) ? tag : query.Refuse<LanguageTag>("language", "A language is a BCP 47 tag such as pt-BR.");
        var now = time.GetUtcNow();
        call = new RecommendationCall(
            Guid.CreateVersion7().ToString("N"),
            new RecommendationAsk
            {
                Market = storefront,
                ShipTo = shipTo.IsUnknown ? storefront : shipTo,
                Day = DateOnly.FromDateTime(now.UtcDateTime),
                At = now,
                Count = query.Whole("n", 10, 1, RecommendationAsk.MostItems),
                Offset = query.Whole("offset", 0, 0, RecommendationAsk.MostOffset),
                Category = query.Identifier("category"),
            },
            language,
            Flag(query, "explain"),
            Flag(query, "writeBack"));
        problem = query.Problem;
        return problem is null;
    }

    private static LanguageTag LanguageOf(CountryCode market) => Markets.TryGet(market, out var known) ? known.Language : default;

    private static bool Flag(QueryReader query, string name) => query.Identifier(name) switch
    {
        null => false,
        var text => bool.TryParse(text, out var flag) ? flag : query.Refuse<bool>(name, $"The parameter '{name}' is 'true' or 'false'."),
    };
}
