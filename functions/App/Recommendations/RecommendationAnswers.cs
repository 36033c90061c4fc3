using Microsoft.AspNetCore.Http;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.App.Recommendations;

/// <summary>Maps lists to answers.</summary>
internal static class RecommendationAnswers
{
    /// <summary>200 with a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="catalogue">The snapshot that its numbers are of.</param>
    /// <param name="call">What was asked.</param>
    public static IResult Of(RecommendationList list, CatalogueSnapshot catalogue, RecommendationCall call) =>
        Results.Json(RecommendationAnswer.Of(catalogue, list.Items, call, list.IsCategoryWidened), RecommendationJson.Default.RecommendationAnswer);
}
