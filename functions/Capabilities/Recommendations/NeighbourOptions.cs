namespace XbFunctions.Capabilities.Recommendations;

/// <summary>Constants of <see cref="Neighbours"/>, tuned on data.</summary>
/// <param name="Count">Nearest sequences that vote, 1 or more.</param>
/// <param name="Decay">Weight of each item of a history relative to the one after it, in (0, 1].</param>
/// <param name="RarityPower">A shared item weighs its count to the power of minus this; 0 or more.</param>
/// <param name="LengthPower">A neighbour is divided by its length to the power of this; 0 or more.</param>
/// <param name="DistancePower">A vote d steps from a shared item weighs d to the power of minus this; 0 or more.</param>
/// <param name="OldestWeight">Weight of the first sequence of the log, where that of the last is 1 and those between lie on an exponential; in (0, 1].</param>
public sealed record NeighbourOptions(
    int Count = 300, double Decay = 0.8, double RarityPower = 0.5, double LengthPower = 0.5, double DistancePower = 0.4, double OldestWeight = 1);
