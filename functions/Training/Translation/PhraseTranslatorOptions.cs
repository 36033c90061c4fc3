namespace XbFunctions.Training.Translation;

/// <summary>Settings of the training of a phrase translator.</summary>
public sealed record PhraseTranslatorOptions
{
    /// <summary>Most words of a phrase.</summary>
    public int Longest { get; init; } = 6;

    /// <summary>Order of the language model.</summary>
    public int Order { get; init; } = 4;

    /// <summary>Pairs held out to tune the weights on; the final model learns from them too.</summary>
    public int Tuning { get; init; } = 600;

    /// <summary>Decodings of the tuning part.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>What each target word is worth before tuning; it makes up for what the language model takes.</summary>
    public double WordBonus { get; init; } = 0.5;

    /// <summary>How often a phrase of several words must have been seen with its translation to be kept.</summary>
    public int LeastCount { get; init; } = 1;

    /// <summary>Seed.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Bounds of the search while translating.</summary>
    public PhraseDecoderOptions Search { get; init; } = new();
}
