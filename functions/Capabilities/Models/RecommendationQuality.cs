using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Capabilities.Models;

/// <summary>How good recommendations are.</summary>
/// <param name="Offline">On held-out moments, as training found; null where nothing was trained.</param>
/// <param name="Online">What visitors made of the lists that they were shown in the latest days.</param>
public sealed record RecommendationQuality(OfflineQuality? Offline, OnlineFeedback Online);
