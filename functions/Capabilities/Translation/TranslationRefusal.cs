namespace XbFunctions.Capabilities.Translation;

/// <summary>Why a request is not translated.</summary>
/// <param name="Kind">What kind of reason.</param>
/// <param name="Index">The text at fault.</param>
/// <param name="From">Its language.</param>
/// <param name="To">The target.</param>
/// <param name="RetryAfter">When to try again, where an engine said so.</param>
public sealed record TranslationRefusal(TranslationRefusalKind Kind, int Index, string From, string To, TimeSpan? RetryAfter = null);
