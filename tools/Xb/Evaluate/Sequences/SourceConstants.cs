using XbFunctions.Capabilities.Recommendations;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Constants of the candidate sources, as tuned.</summary>
/// <param name="CoVisitation">Items seen near each other.</param>
/// <param name="Neighbours">Customers alike.</param>
/// <param name="Ridge">Penalty of the linear item-item model.</param>
/// <param name="LinearDecay">Its decay along a history.</param>
internal sealed record SourceConstants(
    CoVisitationOptions CoVisitation, NeighbourOptions Neighbours, double Ridge = 5, double LinearDecay = 0.85);
