using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Xb.Evaluate.Recommendations;

/// <summary>What <c>xb evaluate recommendations</c> found.</summary>
/// <param name="Offline">Lists of 20 as they would be served, rules included, at moments of the clicks.</param>
/// <param name="PopularRecall20">Recall of the market's own most popular items at the same moments.</param>
/// <param name="PopularNdcg20">Their NDCG.</param>
/// <param name="Online">What visitors made of the lists that the clicks tell of.</param>
/// <param name="Examined">How likely each place of a list is looked at, from the first, which is 1.</param>
internal sealed record RecommendationEvaluation(
    OfflineQuality Offline, double PopularRecall20, double PopularNdcg20, OnlineFeedback Online, IReadOnlyList<double> Examined);
