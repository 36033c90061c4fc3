namespace XbFunctions.Capabilities.Translation;

/// <summary>Cuts a title into the longest terms that the lexicon has.</summary>
internal static class LexiconTerms
{
    private const int LongestTerm = 6;
    private const int LongestUnspaced = 10;
    private static readonly string[] AdjectiveEndings = ["er", "en", "es", "em", "e"];

    /// <summary>Cuts a text.</summary>
    /// <param name="lexicon">The lexicon.</param>
    /// <param name="language">Language of the text.</param>
    /// <param name="text">The text with marks.</param>
    public static List<LexiconTerm> Read(CommerceLexicon lexicon, string language, string text)
    {
        var tokens = Tokens(text, Scripts.IsUnspaced(language));
        List<LexiconTerm> terms = [];
        for (var at = 0; at < tokens.Count;)
        {
            var token = tokens[at];
            if (!ProtectedText.IsWordCharacter(token[0]))
            {
                terms.Add(new LexiconTerm(token, null, 0, 0));
                at++;
                continue;
            }

            var (length, found) = Longest(lexicon, language, tokens, at);
            terms.Add(found is { } entry
                ? new LexiconTerm(string.Join(' ', tokens[at..(at + length)]), entry.Entry, entry.Form, length)
                : new LexiconTerm(token, null, 0, 1));
            at += length;
        }

        return terms;
    }

    private static (int Length, (LexiconEntry Entry, int Form)? Found) Longest(CommerceLexicon lexicon, string language, List<string> tokens, int at)
    {
        var unspaced = Scripts.IsUnspaced(language);
        for (var length = Math.Min(unspaced ? LongestUnspaced : LongestTerm, tokens.Count - at); length > 0; length--)
        {
            if (lexicon.Find(language, string.Join(unspaced ? string.Empty : " ", tokens[at..(at + length)])) is { } found)
            {
                return (length, found);
            }
        }

        return (1, language == "de" ? Uninflected(lexicon, tokens[at]) : null);
    }

    // German adjectives before their noun: schwarze, schwarzer, schwarzes, schwarzen, schwarzem.
    private static (LexiconEntry Entry, int Form)? Uninflected(CommerceLexicon lexicon, string word) => AdjectiveEndings
        .Where(ending => word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        .Select(ending => lexicon.Find("de", word[..^ending.Length]))
        .FirstOrDefault(static found => found is { Entry.Kind: LexiconKind.Modifier });

    // Words with their inner hyphens and apostrophes; single characters of Chinese and Japanese; everything else by itself.
    private static List<string> Tokens(string text, bool unspaced)
    {
        List<string> tokens = [];
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            if (ProtectedText.IsWordCharacter(text[at]) && !(unspaced && Scripts.Of(text[at]) is WritingSystem.Han or WritingSystem.Kana))
            {
                while (end < text.Length && (ProtectedText.IsWordCharacter(text[end]) || (text[end] is '-' or '\'' or '’' && end + 1 < text.Length && ProtectedText.IsWordCharacter(text[end + 1]))))
                {
                    end++;
                }
            }
            else if (char.IsHighSurrogate(text[at]) && end < text.Length)
            {
                end++;
            }

            tokens.Add(text[at..end]);
            at = end;
        }

        return tokens;
    }
}
