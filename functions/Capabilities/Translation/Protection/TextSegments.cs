using System.Text.RegularExpressions;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Cuts a text into what is translated and what stays between: line ends and outer blanks, and of HTML every tag, comment, script, style and element that
/// is not to be translated. Tags therefore cannot be lost, doubled or nested wrongly.
/// </summary>
public static partial class TextSegments
{
    /// <summary>Most characters of a segment.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isHtml">Whether it has markup.</param>
    /// <returns>Segments that make the text when put together; those to be translated have a letter.</returns>
    public static List<(string Text, bool IsTranslated, bool IsMarkup)> Cut(string text, bool isHtml)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<(string, bool, bool)> segments = [];
        var at = 0;
        if (isHtml)
        {
            foreach (var (start, end) in Markup(text))
            {
                CutPlain(text[at..start], segments);
                segments.Add((text[start..end], false, true));
                at = end;
            }
        }

        CutPlain(text[at..], segments);
        return segments;
    }

    private static IEnumerable<(int Start, int End)> Markup(string text)
    {
        var at = 0;
        while (at < text.Length && Tag().Match(text, at) is { Success: true } tag)
        {
            var end = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            if (name.Length > 0 && !tag.Value.EndsWith("/>", StringComparison.Ordinal)
                && (IsRaw(name) || NotTranslated().IsMatch(tag.Value)))
            {
                end = EndOfElement(text, end, name);
            }

            yield return (tag.Index, end);
            at = end;
        }
    }

    private static bool IsRaw(string name) => name.Equals("script", StringComparison.OrdinalIgnoreCase)
        || name.Equals("style", StringComparison.OrdinalIgnoreCase) || name.Equals("code", StringComparison.OrdinalIgnoreCase);

    // To its own end tag, over elements of the same name within; to the end of the text where there is none.
    private static int EndOfElement(string text, int from, string name)
    {
        var depth = 1;
        foreach (var tag in Tag().EnumerateMatches(text, from))
        {
            var value = text.AsSpan(tag.Index, tag.Length);
            var isEnd = value.StartsWith("</", StringComparison.Ordinal);
            var start = isEnd ? 2 : 1;
            if (!value[start..].StartsWith(name, StringComparison.OrdinalIgnoreCase)
                || (value.Length > start + name.Length && char.IsLetterOrDigit(value[start + name.Length]))
                || value.EndsWith("/>", StringComparison.Ordinal))
            {
                continue;
            }

            depth += isEnd ? -1 : 1;
            if (depth == 0)
            {
                return tag.Index + tag.Length;
            }
        }

        return text.Length;
    }

    private static void CutPlain(string text, List<(string, bool, bool)> segments)
    {
        foreach (var line in Line().EnumerateMatches(text))
        {
            var part = text.AsSpan(line.Index, line.Length);
            while (part.Length > MaxLength)
            {
                var cut = part[..MaxLength].LastIndexOf(' ');
                cut = cut > 0 ? cut : char.IsLowSurrogate(part[MaxLength]) ? MaxLength - 1 : MaxLength;
                Add(part[..cut], segments);
                part = part[cut..];
            }

            Add(part, segments);
        }
    }

    private static void Add(ReadOnlySpan<char> part, List<(string, bool, bool)> segments)
    {
        var start = part.Length - part.TrimStart().Length;
        var core = part.Trim();
        if (start > 0)
        {
            segments.Add((part[..start].ToString(), false, false));
        }

        if (!core.IsEmpty)
        {
            segments.Add((core.ToString(), true, false));
        }

        if (start + core.Length < part.Length)
        {
            segments.Add((part[(start + core.Length)..].ToString(), false, false));
        }
    }

    [GeneratedRegex("""<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<![^>]*>|</?(?<name>[A-Za-z][A-Za-z0-9:\-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("""\bclass\s*=\s*(?:"[^"]*\bnotranslate\b[^"]*"|'[^']*\bnotranslate\b[^']*'|notranslate\b)|\btranslate\s*=\s*["']?no\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotTranslated();

    [GeneratedRegex(@"[^\r\n]+|[\r\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
