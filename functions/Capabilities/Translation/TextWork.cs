namespace XbFunctions.Capabilities.Translation;

/// <summary>A text on its way through the pipeline.</summary>
/// <param name="source">The text.</param>
/// <param name="index">Its place in the request.</param>
/// <param name="parts">Its segments; those to be translated with their marks.</param>
internal sealed class TextWork(string source, int index, IReadOnlyList<TextWork.Part> parts)
{
    /// <summary>A segment.</summary>
    /// <param name="literal">What stays; null for what is translated.</param>
    /// <param name="protectedText">What is translated.</param>
    /// <param name="isMarkup">Whether the literal is markup.</param>
    internal sealed class Part(string? literal, ProtectedText? protectedText, bool isMarkup)
    {
        public string? Literal => literal;

        public ProtectedText? Protected => protectedText;

        public bool IsMarkup => isMarkup;

        /// <summary>Has a letter beside the marks.</summary>
        public bool HasWords { get; } = protectedText?.Template.Any(static letter => char.IsLetter(letter) && !ProtectedText.IsMark(letter)) == true;

        public string? Target { get; set; }
    }

    public string Source => source;

    public int Index => index;

    public IReadOnlyList<Part> Parts => parts;

    public MemoryKey Key { get; set; }

    public string Engine { get; set; } = string.Empty;

    public double Score { get; set; } = 1;

    public HashSet<string> Issues { get; } = new(StringComparer.Ordinal);

    public bool HasWords { get; } = parts.Any(static part => part.HasWords);

    public bool IsDone => Engine.Length > 0;

    public MemoryEntry ToEntry() => new(source, Join(), Engine, Score, [.. Issues.Order(StringComparer.Ordinal)]);

    public string Untranslated() => Join();

    public List<string> Kept() => [.. parts.SelectMany(static part => part.Protected?.Tokens ?? (part.IsMarkup ? [new ProtectedToken(ProtectedKind.Markup, part.Literal!, part.Literal!)] : []))
        .Where(static token => token.Kind != ProtectedKind.Glossary).Select(static token => token.Source)];

    public List<GlossaryUse> Terms() => [.. parts.SelectMany(static part => part.Protected?.Tokens ?? [])
        .Where(static token => token.Kind == ProtectedKind.Glossary).Select(static token => new GlossaryUse(token.Source, token.Target))];

    private string Join() => string.Concat(parts.Select(static part => part.Literal ?? part.Target ?? part.Protected!.Restore(part.Protected.Template)));
}
