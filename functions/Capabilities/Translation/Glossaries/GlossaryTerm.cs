namespace XbFunctions.Capabilities.Translation;

/// <summary>How a term is to be translated.</summary>
/// <param name="From">Source language.</param>
/// <param name="To">Target language.</param>
/// <param name="Source">The term in the source language, found in any case and as whole words.</param>
/// <param name="Target">The term in the target language.</param>
public sealed record GlossaryTerm(string From, string To, string Source, string Target)
{
    /// <summary>Market it holds in; null for every market.</summary>
    public string? Market { get; init; }

    /// <summary>Category it holds in, as in the parameter <c>category</c>; null for every category.</summary>
    public string? Category { get; init; }

    /// <summary>Inflected forms of the source term, each with the form of the target term that stands for it.</summary>
    public IReadOnlyDictionary<string, string> Forms { get; init; } = new Dictionary<string, string>();
}
