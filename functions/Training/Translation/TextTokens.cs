using System.Text;
using System.Text.RegularExpressions;

namespace XbFunctions.Training.Translation;

/// <summary>
/// Cuts texts into words much as the tokeniser of Moses does, and puts words together again. Chinese characters and kana are words by
/// themselves. Thread-safe.
/// </summary>
public static partial class TextTokens
{
    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    public static List<string> Cut(string text) => [.. Token().Matches(text ?? string.Empty).Select(static match => match.Value)];

    /// <summary>Puts words together.</summary>
    /// <param name="words">The words.</param>
    public static string Join(IEnumerable<string> words)
    {
        var text = new StringBuilder();
        var (glue, quotes) = (true, 0);
        foreach (var word in words)
        {
            var closes = word is "." or "," or ";" or ":" or "!" or "?" or ")" or "]" or "}" or "%" or "…" or "»" or "”" or "、" or "。" or "，" or "/" || (word[0] is '\'' or '’' && word.Length > 1);
            if (word == "\"")
            {
                closes = quotes++ % 2 == 1;
            }

            if (!glue && !closes && !(text.Length > 0 && IsGlued(text[^1], word[0])))
            {
                text.Append(' ');
            }

            text.Append(word);
            glue = word is "(" or "[" or "{" or "«" or "“" or "¿" or "¡" or "/" || (word == "\"" && !closes) || (word.Length > 1 && word[^1] is '\'' or '’');
        }

        return text.ToString();
    }

    // Marks of protected tokens stand among characters of Chinese and Japanese without blanks.
    private static bool IsGlued(char left, char right) => (IsUnspaced(left) && (IsUnspaced(right) || IsMark(right))) || (IsMark(left) && IsUnspaced(right));

    private static bool IsMark(char letter) => letter is >= '\uE000' and <= '\uF8FF';

    private static bool IsUnspaced(char letter) => letter is (>= '\u3000' and < '\u3100') or (>= '\u3400' and < '\uA000') or (>= '\uFF00' and < '\uFFF0');

    [GeneratedRegex(
        """
        [\uE000-\uF8FF]
        |[\u3041-\u30FF\u3400-\u9FFF]
        |['’](?:s|m|re|ve|ll|d|t)\b
        |(?:\b(?:[ldjcmnst]|qu|jusqu|lorsqu|dell|all|nell|sull|dall|un)['’](?=\p{L}))
        |\p{N}+(?:[.,]\p{N}+)*
        |[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*
        |[^\s]
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
