using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>A way to recommend that is measured, rules included.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Recommender">Recommends.</param>
/// <param name="Signals">Signals and models that it follows.</param>
/// <param name="Catalogue">The catalogue.</param>
internal sealed record Contender(string Name, Recommender Recommender, BoundSignals Signals, CatalogueSnapshot Catalogue)
{
    /// <summary>Its scores so far.</summary>
    public ListScores Scores { get; } = new();

    /// <summary>Measures a case.</summary>
    /// <param name="one">The case.</param>
    public void Add(RecommendationCase one) =>
        Scores.Add([.. Recommender.Recommend(Catalogue, Signals, one.Ask).Items.Select(static item => item.Item)], one.Target, one.Weight);
}
