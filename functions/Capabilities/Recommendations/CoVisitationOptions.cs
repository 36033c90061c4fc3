namespace XbFunctions.Capabilities.Recommendations;

/// <summary>Constants of <see cref="CoVisitation"/>, tuned on data.</summary>
/// <param name="Window">Steps apart at most that count, 1 or more.</param>
/// <param name="DistancePower">A pair d steps apart weighs d to the power of minus this; 0 or more.</param>
/// <param name="BackwardWeight">Weight of an item for those before it, where that for those after it is 1; 0 or more.</param>
/// <param name="LengthPower">A sequence of n items weighs n to the power of minus this; 0 or more.</param>
/// <param name="Decay">Weight of each item of a history relative to the one after it, in (0, 1].</param>
/// <param name="SourcePower">Links are divided by the source's count to the power of this; in [0, 1].</param>
/// <param name="TargetPower">Links are divided by the target's count to the power of this; in [0, 1].</param>
/// <param name="OldestWeight">Weight of the first sequence of the log, where that of the last is 1 and those between lie on an exponential; in (0, 1].</param>
public sealed record CoVisitationOptions(
    int Window = 8,
    double DistancePower = 1,
    double BackwardWeight = 0.7,
    double LengthPower = 0.3,
    double Decay = 0.75,
    double SourcePower = 0.5,
    double TargetPower = 0.4,
    double OldestWeight = 1);
