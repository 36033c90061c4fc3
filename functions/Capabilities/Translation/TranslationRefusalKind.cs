namespace XbFunctions.Capabilities.Translation;

/// <summary>Kinds of refusals.</summary>
public enum TranslationRefusalKind
{
    /// <summary>No engine translates the pair.</summary>
    NoEngine,

    /// <summary>Engines translate the pair, but know too few words of the text.</summary>
    NotCovered,

    /// <summary>An engine that would translate it does not answer now.</summary>
    Unavailable,
}
