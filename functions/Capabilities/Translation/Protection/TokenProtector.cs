using System.Text;
using System.Text.RegularExpressions;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Finds what must come back as it went in. Thread-safe.</summary>
public sealed partial class TokenProtector
{
    private readonly Regex? _brands;

    /// <summary>Makes a protector.</summary>
    /// <param name="brands">Brands, in the case in which they are written.</param>
    public TokenProtector(IEnumerable<string> brands)
    {
        var names = brands.Where(static name => name.Length > 0).OrderByDescending(static name => name.Length).Select(Regex.Escape).ToList();
        _brands = names.Count == 0
            ? null
            : new Regex($@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', names)})(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant | RegexOptions.Compiled);
    }

    /// <summary>Replaces every protected part, and every term of the glossary, by a mark.</summary>
    /// <param name="text">At most <see cref="TextSegments.MaxLength"/> characters, so that the marks suffice.</param>
    /// <param name="isHtml">Whether entities are markup.</param>
    /// <param name="glossary">Finds terms; null for none.</param>
    public ProtectedText Protect(string text, bool isHtml, GlossaryView? glossary)
    {
        ArgumentNullException.ThrowIfNull(text);
        var template = new StringBuilder(text.Length);
        List<ProtectedToken> tokens = [];
        var at = 0;
        foreach (var (start, length, token) in Find(text, isHtml, glossary))
        {
            template.Append(text, at, start - at).Append((char)(ProtectedText.First + tokens.Count));
            tokens.Add(token);
            at = start + length;
        }

        return new ProtectedText(template.Append(text, at, text.Length - at).ToString(), tokens);
    }

    private IEnumerable<(int Start, int Length, ProtectedToken Token)> Find(string text, bool isHtml, GlossaryView? glossary)
    {
        var parts = Tokens().Matches(text)
            .Where(match => isHtml || !match.Groups["entity"].Success)
            .Select(match => (match.Index, match.Length, Token: Kept(KindOf(match), match.Value)));
        if (_brands is not null)
        {
            parts = parts.Concat(_brands.Matches(text).Select(static match => (match.Index, match.Length, Kept(ProtectedKind.Brand, match.Value))));
        }

        if (glossary is not null)
        {
            parts = parts.Concat(glossary.Find(text));
        }

        // The earlier part wins, then the longer; a brand before the code that it is made of.
        var end = 0;
        foreach (var part in parts.OrderBy(static part => part.Item1).ThenByDescending(static part => part.Item2).ThenBy(static part => part.Item3.Kind))
        {
            if (part.Item1 >= end)
            {
                end = part.Item1 + part.Item2;
                yield return part;
            }
        }
    }

    private static ProtectedToken Kept(ProtectedKind kind, string text) => new(kind, text, text);

    private static ProtectedKind KindOf(Match match) =>
        match.Groups["url"].Success ? ProtectedKind.Url
        : match.Groups["email"].Success ? ProtectedKind.Email
        : match.Groups["placeholder"].Success ? ProtectedKind.Placeholder
        : match.Groups["entity"].Success ? ProtectedKind.Markup
        : match.Groups["size"].Success ? ProtectedKind.Size
        : match.Groups["code"].Success ? ProtectedKind.Code
        : ProtectedKind.Number;

    // One pattern, so that the parts cannot overlap. Private use characters of the source are kept as placeholders: they would be taken for marks.
    [GeneratedRegex(
        """
        (?<url>(?:https?|ftp)://[^\s<>"']*[^\s<>"'.,;:!?)\]}、。，）]|www\.[^\s<>"']*[^\s<>"'.,;:!?)\]}、。，）])
        |(?<email>[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,})
        |(?<placeholder>\{\{[^{}\r\n]{1,80}\}\}|\$?\{[^{}\r\n]{1,80}\}|%(?:\d+\$)?[sdifuxXc@](?![A-Za-z])|%\([A-Za-z_]\w*\)[sdf]|%[.]\d[f]|[\uE000-\uF8FF])
        |(?<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});)
        |(?<number>[€$£¥₩₽₺]\s?\d+(?:[.,]\d+)*(?![A-Za-z0-9])
          |(?<![A-Za-z0-9])[+\-]?\d+(?:[.,]\d+)*(?:\s?[x×*/\-–]\s?\d+(?:[.,]\d+)*)*\s?(?:[x×]\s?)?(?:mm|cm|dm|km|m|µm|nm|mg|kg|g|ml|cl|dl|l|L|mAh|Ah|kWh|Wh|kW|mW|W|kV|mV|V|mA|A|MHz|GHz|kHz|Hz|KB|MB|GB|TB|Mbps|Gbps|MP|px|dpi|fps|rpm|lm|dB|Nm|N|bar|psi|Pa|oz|lbs|lb|ft|°C|°F|°|%(?![(A-Za-z0-9.@])|‰|″|′|"|''|€|£|¥|₩|₽|₺|m²|m³|cm²|cm³|K)(?![\p{L}\p{N}]))
        |(?<size>(?<![\p{L}\p{N}'’\-])(?:[2-6]?X{1,4}[SL]|XXS|XS|[SML](?:/[SML])?|(?:EU|US|UK)\s?\d{1,2}(?:[.,]5)?)(?![\p{L}\p{N}'’]|-[\p{L}]))
        |(?<code>(?<![A-Za-z0-9])(?=[A-Za-z0-9\-_./\#]*\d)(?=[A-Za-z0-9\-_./\#]*[A-Za-z])[A-Za-z0-9]+(?:[\-_./\#][A-Za-z0-9]+)*(?![A-Za-z0-9]))
        |(?<plain>[+\-]?\d+(?:[.,:/×x\-]\d+)*|\p{Nd}+)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();
}
