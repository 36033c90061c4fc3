using System.Text;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Takes texts apart, asks an engine for their segments, and checks what comes back. Thread-safe.</summary>
/// <param name="protector">Finds what is kept.</param>
/// <param name="checks">Looks at translations.</param>
internal sealed class SegmentTranslator(TokenProtector protector, TranslationChecks checks)
{
    private const double IssueCost = 0.75;

    /// <summary>Takes a text apart. Unicode is brought into its composed form, which keeps what the text says.</summary>
    public TextWork Open(string text, int index, bool isHtml, GlossaryView? glossary)
    {
        var normal = IsWellFormed(text) && !text.IsNormalized(NormalizationForm.FormC) ? text.Normalize(NormalizationForm.FormC) : text;
        return new TextWork(text, index, [.. TextSegments.Cut(normal, isHtml).Select(segment => segment.IsTranslated
            ? new TextWork.Part(null, protector.Protect(segment.Text, isHtml, glossary), false)
            : new TextWork.Part(segment.Text, null, segment.IsMarkup))]);
    }

    /// <summary>Asks an engine; texts of which it knows too little stay open.</summary>
    public async Task AskAsync(ITranslationEngine engine, string from, string to, IReadOnlyList<TextWork> works, CancellationToken cancellationToken)
    {
        var parts = works.SelectMany(static work => work.Parts.Where(static part => part.HasWords)).ToList();
        if (parts.Count == 0)
        {
            return;
        }

        var answers = await engine.TranslateAsync(from, to, [.. parts.Select(static part => part.Protected!.Template)], cancellationToken).ConfigureAwait(false);
        var lost = parts.Index().Where(one => answers[one.Index].Text is { } text && !one.Item.Protected!.HasAll(text)).Select(static one => one.Item).ToList();
        var simple = await ByPiecesAsync(engine, from, to, lost, cancellationToken).ConfigureAwait(false);
        var at = 0;
        foreach (var work in works)
        {
            Take(work, work.Parts.Where(static part => part.HasWords).Select(part => (part, answers[at++])), simple, engine.Name + "/" + engine.VersionOf(from, to), from, to);
        }
    }

    private void Take(
        TextWork work, IEnumerable<(TextWork.Part Part, EngineAnswer Answer)> answers, Dictionary<TextWork.Part, EngineAnswer> simple, string engine, string from, string to)
    {
        List<(TextWork.Part Part, EngineAnswer Answer)> final = [.. answers.Select(one => (one.Part, simple.GetValueOrDefault(one.Part, one.Answer)))];
        if (final.Any(static one => one.Answer.Text is null))
        {
            return;
        }

        foreach (var (part, answer) in final)
        {
            part.Target = part.Protected!.Restore(answer.Text!);
            work.Issues.UnionWith(checks.Find(part.Protected.Template, answer.Text!, from, to));
            if (simple.ContainsKey(part))
            {
                work.Issues.Add("simplified");
            }
        }

        work.Engine = engine;
        work.Score = final.Min(static one => one.Answer.Quality) * Math.Pow(IssueCost, work.Issues.Count);
    }

    // The simpler protection: the engine sees only what stands between the tokens, so that it cannot lose one.
    private static async Task<Dictionary<TextWork.Part, EngineAnswer>> ByPiecesAsync(
        ITranslationEngine engine, string from, string to, List<TextWork.Part> parts, CancellationToken cancellationToken)
    {
        Dictionary<TextWork.Part, EngineAnswer> answers = [];
        foreach (var part in parts)
        {
            var pieces = Pieces(part.Protected!.Template);
            var asked = pieces.Where(static piece => piece.Any(char.IsLetter) && !ProtectedText.IsMark(piece[0])).ToList();
            var translated = asked.Count == 0 ? [] : await engine.TranslateAsync(from, to, asked, cancellationToken).ConfigureAwait(false);
            if (translated.Any(static answer => answer.Text is null))
            {
                answers[part] = default;
                continue;
            }

            var at = 0;
            var text = string.Concat(pieces.Select(piece => piece.Any(char.IsLetter) && !ProtectedText.IsMark(piece[0]) ? Unmarked(translated[at++].Text!) : piece));
            answers[part] = new EngineAnswer(text, translated.Count == 0 ? 1 : translated.Min(static answer => answer.Quality));
        }

        return answers;
    }

    private static string Unmarked(string text) => string.Concat(text.Where(static letter => !ProtectedText.IsMark(letter)));

    // Marks, blanks beside them, and what stands between.
    private static List<string> Pieces(string template)
    {
        List<string> pieces = [];
        var start = 0;
        for (var at = 1; at <= template.Length; at++)
        {
            if (at == template.Length || Kind(template[at]) != Kind(template[start]))
            {
                var piece = template[start..at];
                var (lead, tail) = (piece.Length - piece.TrimStart().Length, piece.TrimEnd().Length);
                if (tail > lead)
                {
                    pieces.AddRange(new[] { piece[..lead], piece[lead..tail], piece[tail..] }.Where(static one => one.Length > 0));
                }
                else
                {
                    pieces.Add(piece);
                }

                start = at;
            }
        }

        return pieces;

        static bool Kind(char character) => ProtectedText.IsMark(character);
    }

    private static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return false;
            }
        }

        return true;
    }
}
