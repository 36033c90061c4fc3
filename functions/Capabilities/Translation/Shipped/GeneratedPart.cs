namespace XbFunctions.Capabilities.Translation;

/// <summary>What a generated pair is for.</summary>
internal enum GeneratedPart
{
    /// <summary>Learnt from.</summary>
    Training,

    /// <summary>Held out: a title whose words are known, and their combination is not.</summary>
    Title,

    /// <summary>Held out: a sentence no form of which was learnt, made of words that mostly were.</summary>
    Sentence,
}
