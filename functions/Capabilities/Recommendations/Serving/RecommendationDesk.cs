using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Answers requests for recommendations with the catalogue and the signals as they are now. Thread-safe.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="signals">The signals.</param>
/// <param name="recommender">Recommends.</param>
/// <param name="histories">Histories of customers; without any, customers are new.</param>
/// <param name="key">Turns customers into pseudonyms.</param>
/// <param name="keys">The key and those of before; null for none of before.</param>
public sealed class RecommendationDesk(
    ItemCatalogue catalogue,
    SignalsSlot signals,
    Recommender recommender,
    IEnumerable<ICustomerHistories> histories,
    PseudonymKey key,
    PseudonymKeys? keys = null)
{
    private readonly ICustomerHistories[] _histories = [.. histories];

    /// <summary>Finds a customer's history.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async ValueTask<CustomerHistory> HistoryOfAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        foreach (var one in keys?.All ?? [key])
        {
            var pseudonym = one.Of(PseudonymKind.Customer, customer.Value);
            foreach (var source in _histories)
            {
                if (await source.FindAsync(pseudonym, cancellationToken).ConfigureAwait(false) is var found && found != CustomerHistory.None)
                {
                    return found;
                }
            }
        }

        return CustomerHistory.None;
    }

    /// <summary>Recommends.</summary>
    /// <param name="ask">What is asked for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The list, and the snapshot that its numbers are of.</returns>
    public async ValueTask<(RecommendationList List, CatalogueSnapshot Catalogue)> RecommendAsync(RecommendationAsk ask, CancellationToken cancellationToken)
    {
        var (snapshot, bound) = await NowAsync(cancellationToken).ConfigureAwait(false);
        return (recommender.Recommend(snapshot, bound, ask), snapshot);
    }

    /// <summary>What is looked at much in a market, as a list for somebody of whom nothing is known.</summary>
    /// <param name="ask">What is asked for; its history is not looked at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ValueTask<(RecommendationList List, CatalogueSnapshot Catalogue)> TrendingAsync(RecommendationAsk ask, CancellationToken cancellationToken) =>
        RecommendAsync(ask with { History = CustomerHistory.None }, cancellationToken);

    /// <summary>Ranks given items.</summary>
    /// <param name="ask">For whom.</param>
    /// <param name="skus">The items.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Those that can be sold, best first.</returns>
    public async ValueTask<(IReadOnlyList<RecommendedItem> Items, CatalogueSnapshot Catalogue)> RankAsync(
        RecommendationAsk ask, IReadOnlyList<string> skus, CancellationToken cancellationToken)
    {
        var (snapshot, bound) = await NowAsync(cancellationToken).ConfigureAwait(false);
        int[] items = [.. skus.Select(sku => snapshot.TryFind(sku, out var item) ? item : -1).Where(static item => item >= 0)];
        return (recommender.Rank(snapshot, bound, ask, items), snapshot);
    }

    /// <summary>Whether the catalogue has an item.</summary>
    /// <param name="sku">Its sku.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<bool> HasAsync(Sku sku, CancellationToken cancellationToken) =>
        (await catalogue.GetAsync(cancellationToken).ConfigureAwait(false)).TryFind(sku.Value, out _);

    private async ValueTask<(CatalogueSnapshot Snapshot, BoundSignals Signals)> NowAsync(CancellationToken cancellationToken)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken).ConfigureAwait(false);
        return (snapshot, await signals.GetAsync(snapshot, cancellationToken).ConfigureAwait(false));
    }
}
