namespace XbFunctions.Capabilities.Translation;

/// <summary>An engine does not answer now; another may, or a later try.</summary>
public sealed class TranslationEngineException : Exception
{
    /// <summary>Makes it.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="cause">Why.</param>
    public TranslationEngineException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>When to try again; null where it is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
