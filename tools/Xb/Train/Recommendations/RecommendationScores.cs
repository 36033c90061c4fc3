namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>How well lists of 20 find the item that a visitor turns to next, in the part that nothing was learnt from.</summary>
/// <param name="Cases">Visitors.</param>
/// <param name="Recall">Share of them whose next item is listed.</param>
/// <param name="Ndcg">NDCG@20.</param>
/// <param name="PopularRecall">Recall of the market's own trend alone.</param>
/// <param name="PopularNdcg">NDCG@20 of the market's own trend alone.</param>
/// <param name="Coverage">Share of the catalogue that is listed at least once.</param>
internal sealed record RecommendationScores(int Cases, double Recall, double Ndcg, double PopularRecall, double PopularNdcg, double Coverage);
