using XbFunctions.Inference;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>What a training run found.</summary>
/// <param name="NextItems">The sequence model that passed its gate; <see langword="null"/> for none.</param>
/// <param name="Ranker">The ranker that passed its gate; <see langword="null"/> for none.</param>
/// <param name="Epochs">Passes that the sequence model was best after.</param>
/// <param name="Ways">Ways to recommend, measured on the same cases of the held-out part, the present one first.</param>
/// <param name="Cold">Cold starts.</param>
/// <param name="Held">Event time of the held-out part.</param>
internal sealed record TrainedRecommendations(
    ModelPackage? NextItems, ModelPackage? Ranker, int Epochs, IReadOnlyList<Contender> Ways, ColdStart Cold, (DateTimeOffset From, DateTimeOffset To) Held)
{
    /// <summary>The way that serves from now on.</summary>
    public Contender Served => Ranker is null ? Ways[0] : Ways[^1];
}
