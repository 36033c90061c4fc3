namespace XbFunctions.Inference;

/// <summary>What a look at the registry led to.</summary>
public enum ModelRefresh
{
    /// <summary>The champion is the model in use, or the one refused before.</summary>
    Unchanged,

    /// <summary>A new model is in use.</summary>
    Loaded,

    /// <summary>The champion is broken; what was in use stays.</summary>
    Refused,

    /// <summary>The registry has no champion; what was in use stays.</summary>
    Missing,

    /// <summary>The registry does not answer; what was in use stays.</summary>
    Unreachable,
}
