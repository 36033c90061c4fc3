namespace XbFunctions.Capabilities.Translation;

/// <summary>Translates texts in which protected tokens are marks (<see cref="ProtectedText"/>), each of which must come back exactly once.</summary>
public interface ITranslationEngine
{
    /// <summary>Name in answers, such as <c>lexicon</c>.</summary>
    string Name { get; }

    /// <summary>Version for a pair; part of the key of the memory, so that a better engine is asked again.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    string VersionOf(string from, string to);

    /// <summary>Whether it translates a pair at all.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    bool Supports(string from, string to);

    /// <summary>Translates.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="texts">Texts of one line, with marks.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>An answer for each text, in their order.</returns>
    /// <exception cref="TranslationEngineException">The engine does not answer now.</exception>
    Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
