namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A key and its decayed score.</summary>
/// <param name="Key">The key.</param>
/// <param name="Score">Base-2 logarithm of the score at the Unix epoch, as <see cref="DecayedScores"/> keeps it.</param>
public readonly record struct ScoredKey(ulong Key, double Score)
{
    /// <summary>The score at a time.</summary>
    /// <param name="atMs">Milliseconds since the Unix epoch.</param>
    /// <param name="halfLifeMs">Half-life that the scores were made with, in milliseconds.</param>
    public double At(long atMs, double halfLifeMs) => double.Exp2(Score - (atMs / halfLifeMs));
}
