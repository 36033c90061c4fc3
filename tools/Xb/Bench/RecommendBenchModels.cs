using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.Training.Neural;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Bench;

/// <summary>Models of the size that serves, over all items of the bench's catalogue. What they have learnt does not change how long they take.</summary>
internal static class RecommendBenchModels
{
    private const int SequenceLength = 16;
    private const int RankedCustomers = 800;
    private static readonly RecommendationTrainingOptions Settings = new(1, 32, 100, RankedCustomers, Environment.ProcessorCount);

    /// <summary>Trains and publishes.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="profiles">The customers.</param>
    /// <param name="signals">Signals, published too.</param>
    /// <param name="storage">Connection string of the storage.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task PublishAsync(
        CatalogueSnapshot catalogue, RecommendBenchProfiles profiles, ItemSignals signals, string storage, CancellationToken cancellationToken)
    {
        var (market, at, none) = (CountryCode.Parse("DE"), TimeProvider.System.GetUtcNow(), new Progress<WorkDone>());
        var (models, range) = (new RecommendationModels(catalogue, Settings, TimeProvider.System), new TrainingRange(at, at));

        // Every item once: the table has the size of the catalogue.
        List<Interaction> interactions =
        [
            .. Enumerable.Range(0, catalogue.Count).Select(item => new Interaction(
                $"v-{item / SequenceLength}", catalogue[item].Sku.Value, market, at, 1, ClickKind.ProductViewed)),
        ];
        var next = models.NextItems(interactions, none, cancellationToken)!.Value;
        ModelPackage nextItems;
        using (next.Model)
        {
            nextItems = models.Pack(next, SequenceWeights.EightBit, range, new Dictionary<string, double>());
        }

        var recommender = new Recommender(new RecommendationOptions(), null, new RecommendBenchLive(signals));
        var bound = BoundSignals.Of(signals, catalogue, Capabilities.Recommendations.Ranking.NextItemModel.Load(nextItems));
        List<RankerCase> rows = [];
        for (var customer = 0; customer < RankedCustomers; customer++)
        {
            var history = profiles[customer];
            var ask = new RecommendationAsk
            {
                Market = market,
                ShipTo = market,
                Day = DateOnly.FromDateTime(at.UtcDateTime),
                At = at,
                History = new CustomerHistory([.. history.Recent.SkipLast(1)], [], []),
            };
            var (items, features) = recommender.Candidates(catalogue, bound, ask);
            if (catalogue.TryFind(history.Recent[^1], out var wanted) && Array.IndexOf(items, wanted) is var place and >= 0)
            {
                rows.Add(new RankerCase($"c-{customer}", features, place, 1));
            }
        }

        var (ranker, data) = models.Ranker(rows, none, cancellationToken);
        using (ranker)
        {
            await using var publisher = new RecommendationPublisher(new StorageAccount(storage, null));
            await publisher.PublishAsync(signals, nextItems, models.Pack(ranker, data, range, new Dictionary<string, double>()), cancellationToken);
        }
    }
}
