using System.Text;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Puts the terms of a title into the order of a language.</summary>
internal static class LexiconOrder
{
    // Modifiers stand before the noun and do not agree with it.
    private static bool IsBefore(string language) => language is "en" or "zh-Hans" or "ja" or "ko" or "tr";

    /// <summary>Orders the terms.</summary>
    /// <param name="terms">Terms in the order of the source.</param>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <returns>Pieces of the target and their kinds; a piece of kind null is no term.</returns>
    public static List<(string Text, LexiconKind? Kind)> Arrange(List<LexiconTerm> terms, string from, string to)
    {
        List<(string, LexiconKind?)> result = [];
        var group = new List<LexiconTerm>();
        foreach (var term in terms)
        {
            // English writes "shoes for men"; Chinese, Japanese and Korean write "men's shoes": the link goes, the audience moves.
            if (term.IsBreak)
            {
                Flush();
                result.Add((term.Text, null));
            }
            else
            {
                group.Add(term);
            }
        }

        Flush();
        return result;

        void Flush()
        {
            if (group.Count > 0)
            {
                result.AddRange(Group(group, from, to));
                group.Clear();
            }
        }
    }

    /// <summary>Writes the pieces as a text.</summary>
    public static string Write(List<(string Text, LexiconKind? Kind)> pieces, string to)
    {
        var unspaced = Scripts.IsUnspaced(to);
        var text = new StringBuilder();
        foreach (var (piece, _) in pieces)
        {
            var glued = text.Length == 0 || piece is "," or "." or ";" or ":" or "!" or "?" or ")" or "]" or "%" or "、" or "，"
                || text[^1] is '(' or '[' or '/' || piece is "/"
                || (unspaced && Scripts.IsUnspaced(text[^1]) && Scripts.IsUnspaced(piece[0]));
            if (!glued)
            {
                text.Append(' ');
            }

            text.Append(piece);
        }

        return text.ToString();
    }

    private static IEnumerable<(string, LexiconKind?)> Group(List<LexiconTerm> group, string from, string to)
    {
        var links = group.FindIndex(static term => term.Entry?.Kind == LexiconKind.Link);
        var head = links < 0 ? group : group[..links];
        var tail = links < 0 ? [] : group[links..];
        var pieces = IsBefore(to) ? Before(head, from, to) : After(head, to);
        if (tail.Count > 1 && to is "zh-Hans" or "ja" or "ko" or "tr" && tail[0].Entry!.Terms["en"][0] == "for" && tail.Count > 1 && tail[1].Entry?.Kind == LexiconKind.Audience)
        {
            return [Piece(tail[1], to), .. pieces, .. Group(tail[2..], from, to)];
        }

        return tail.Count == 0 ? pieces : [.. pieces, Piece(tail[0], to), .. Group(tail[1..], from, to)];
    }

    private static IEnumerable<(string, LexiconKind?)> Before(List<LexiconTerm> head, string from, string to)
    {
        // From a language that writes the modifiers behind, they go to the front; else the order stays.
        var noun = head.FindIndex(static term => term.Entry?.Kind == LexiconKind.Noun);
        if (IsBefore(from) || noun < 0)
        {
            return head.Select(term => Piece(term, to));
        }

        var behind = head.Skip(noun + 1).Where(static term => term.Entry?.Kind is LexiconKind.Modifier or LexiconKind.Audience).ToList();
        var rest = head.Where(term => !behind.Contains(term)).ToList();
        return [.. rest[..noun].Select(term => Piece(term, to)), .. behind.Select(term => Piece(term, to)), .. rest[noun..].Select(term => Piece(term, to))];
    }

    private static IEnumerable<(string, LexiconKind?)> After(List<LexiconTerm> head, string to)
    {
        var nouns = head.Where(static term => term.Entry?.Kind == LexiconKind.Noun).ToList();
        if (nouns.Count == 0)
        {
            return head.Select(term => Piece(term, to));
        }

        // What is no modifier keeps its place: marks before the noun stay before it, the others behind.
        var last = head.FindLastIndex(static term => term.Entry?.Kind == LexiconKind.Noun);
        var before = head.Take(last).Where(static term => term.Entry is null).Select(term => Piece(term, to));
        var heads = nouns.AsEnumerable().Reverse().Index().SelectMany(one => one.Index == 0
            ? [Piece(one.Item, to)]
            : new (string, LexiconKind?)[] { (",", null), Piece(one.Item, to) });
        var labels = head.Where(static term => term.Entry?.Kind is LexiconKind.Modifier or LexiconKind.Audience)
            .SelectMany(term => new (string, LexiconKind?)[] { (",", null), Piece(term, to) });
        var after = head.Skip(last + 1).Where(static term => term.Entry is null).Select(term => Piece(term, to));
        return [.. before, .. heads, .. labels, .. after];
    }

    private static (string, LexiconKind?) Piece(LexiconTerm term, string to)
    {
        if (term.Entry is not { } entry)
        {
            return (term.Text, null);
        }

        var forms = entry.Terms[to];
        return (forms[Math.Min(term.Form, forms.Length - 1)], entry.Kind);
    }
}
