using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>A moment at which a list could have been shown, and the item that the visitor turned to.</summary>
/// <param name="Visitor">Who.</param>
/// <param name="Ask">What would have been asked, history included.</param>
/// <param name="Target">Number of the item in the catalogue.</param>
/// <param name="Weight">
/// How much the moment counts: 1, and for a click on a list the inverse of how likely its place is looked at, for those whose place was not.
/// </param>
internal sealed record RecommendationCase(string Visitor, RecommendationAsk Ask, int Target, float Weight);
