namespace XbFunctions.Inference;

/// <summary>Which of a model's two pointers.</summary>
public enum ModelPointer
{
    /// <summary><c>champion.json</c>: the version that serves.</summary>
    Champion,

    /// <summary><c>challenger.json</c>: the version that is scored beside it and never acted on.</summary>
    Challenger,
}
