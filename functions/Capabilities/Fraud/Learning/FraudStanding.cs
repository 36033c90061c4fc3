using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Champion and challenger as a run found them; disposing it closes the models.</summary>
/// <param name="Champion">The pointer; null where none serves.</param>
/// <param name="ChampionModel">The champion, loaded.</param>
/// <param name="Challenger">The pointer; null where none is in shadow.</param>
public sealed record FraudStanding(Champion? Champion, ScoringModel? ChampionModel, Challenger? Challenger) : IDisposable
{
    /// <summary>Closes the models.</summary>
    public void Dispose() => ChampionModel?.Dispose();
}
