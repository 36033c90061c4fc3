namespace XbFunctions.Inference;

/// <summary>What a beam search found for one source.</summary>
/// <param name="Tokens">Tokens without start and end.</param>
/// <param name="LogProbability">Sum of the tokens' natural log probabilities, the end's among them.</param>
/// <param name="IsComplete">Whether the model ended it; otherwise it was cut at the longest length.</param>
public sealed record GeneratedSequence(int[] Tokens, double LogProbability, bool IsComplete)
{
    /// <summary>Mean probability of a token: exp of the log probability by token, 0 to 1.</summary>
    public double Confidence => Math.Exp(LogProbability / (Tokens.Length + 1));
}
