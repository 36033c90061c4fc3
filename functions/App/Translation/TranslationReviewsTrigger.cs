using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Lists translated titles that a person should look at.</summary>
/// <param name="catalogue">The catalogue.</param>
public sealed class TranslationReviewsTrigger(ItemCatalogue catalogue)
{
    private const int MostEntries = 1_000;

    /// <summary>
    /// <c>GET /api/translate/reviews?language=&amp;n=&amp;offset=</c>: 200 with translated titles of low quality, the worst first, and how many there
    /// are; a title put into the item by <c>PUT /api/items</c> takes the place of its translation. 400 for a wrong parameter.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("TranslationReviews")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "translate/reviews")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request);
        var (n, offset) = (query.Whole("n", 50, 1, MostEntries), query.Whole("offset", 0, 0, int.MaxValue));
        var asked = request.Query["language"].ToString();
        var language = TranslationLanguages.Find(asked);
        if (asked.Length > 0 && language is null)
        {
            query.Refuse<string>("language", $"Expected one of {string.Join(", ", TranslationLanguages.All.Select(static known => known.Code))}.");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        var open = TitleReviews.Find(await catalogue.GetAsync(cancellationToken), language?.Code);
        return Results.Json(new { count = open.Count, reviews = open.Skip(offset).Take(n) });
    }
}
