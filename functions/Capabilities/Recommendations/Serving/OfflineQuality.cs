namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>How good lists were on moments that nothing had learnt from: the item that a visitor turned to next and had not seen before.</summary>
/// <param name="MeasuredAt">When that was measured, UTC.</param>
/// <param name="From">Beginning of the moments' event time, UTC.</param>
/// <param name="To">Its end.</param>
/// <param name="Signals">Version of the signals.</param>
/// <param name="SequenceModel">Version of the sequence model; null where it does not serve.</param>
/// <param name="Ranker">Version of the ranker; null where the weights of the sources rank.</param>
/// <param name="Cases">Moments.</param>
/// <param name="Recall20">Share of them whose item is among the 20 listed, in [0, 1]; each counts by its inverse propensity.</param>
/// <param name="Ndcg20">Normalised discounted cumulative gain of lists of 20, likewise.</param>
/// <param name="Coverage">Share of the catalogue that was listed at least once, in [0, 1].</param>
public sealed record OfflineQuality(
    DateTimeOffset MeasuredAt,
    DateTimeOffset From,
    DateTimeOffset To,
    string Signals,
    string? SequenceModel,
    string? Ranker,
    int Cases,
    double Recall20,
    double Ndcg20,
    double Coverage);
