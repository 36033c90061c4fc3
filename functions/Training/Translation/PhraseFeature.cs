namespace XbFunctions.Training.Translation;

/// <summary>The features of the log-linear model, in the order of its weights.</summary>
internal enum PhraseFeature
{
    /// <summary>Language model.</summary>
    Language,

    /// <summary>log p(target | source).</summary>
    Forward,

    /// <summary>log p(source | target).</summary>
    Inverse,

    /// <summary>Lexical weight of the target.</summary>
    LexicalForward,

    /// <summary>Lexical weight of the source.</summary>
    LexicalInverse,

    /// <summary>−1 for each phrase.</summary>
    Phrases,

    /// <summary>−1 for each target word.</summary>
    Words,

    /// <summary>Minus the distance jumped over.</summary>
    Distortion,

    /// <summary>Orientation against the phrase before.</summary>
    Previous,

    /// <summary>Orientation against the phrase behind.</summary>
    Next,
}
