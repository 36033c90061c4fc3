namespace XbFunctions.Training.Translation;

/// <summary>A translation of part of a sentence, on the search's way.</summary>
internal sealed class PhraseHypothesis
{
    /// <summary>Source words that are translated, a bit each.</summary>
    public ulong Covered { get; init; }

    /// <summary>State of the language model.</summary>
    public int State { get; init; }

    /// <summary>First source word of the last phrase.</summary>
    public int Start { get; init; }

    /// <summary>Word behind the last phrase.</summary>
    public int End { get; init; }

    /// <summary>Weighted sum of the features.</summary>
    public double Score { get; init; }

    /// <summary>What the rest may bring at best.</summary>
    public double Future { get; init; }

    /// <summary>Language model and both orientations of the last phrase, unweighted.</summary>
    public (float Language, float Previous, float Next) Own { get; init; }

    /// <summary>The phrase; null at the start, and at the end of the sentence.</summary>
    public PhraseOption? Option { get; init; }

    /// <summary>What was before.</summary>
    public PhraseHypothesis? Before { get; init; }

    /// <summary>Worse ones that end the same way; kept for lists of the best.</summary>
    public List<PhraseHypothesis>? Others { get; set; }

    /// <summary>What the search compares.</summary>
    public double Estimate => Score + Future;
}
