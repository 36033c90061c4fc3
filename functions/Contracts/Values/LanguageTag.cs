using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A BCP 47 language tag (RFC 5646), such as <c>pt-BR</c>. The default is empty, "unknown".</summary>
[JsonConverter(typeof(LanguageTagConverter))]
public readonly record struct LanguageTag
{
    /// <summary>Longest tag that is read, in characters (RFC 5646, section 4.4.1).</summary>
    public const int MaxLength = 35;

    private readonly string? _value;

    private LanguageTag(string value) => _value = value;

    /// <summary>The tag as sent; empty for the default.</summary>
    public string Value => _value ?? "";

    /// <summary>The primary language, such as <c>pt</c> of <c>pt-BR</c>.</summary>
    public ReadOnlySpan<char> Primary => Value.IndexOf('-', StringComparison.Ordinal) is var dash and >= 0 ? Value.AsSpan(0, dash) : Value;

    /// <summary>Reads a tag: a language of 2 to 8 letters, then subtags of 1 to 8 letters or digits.</summary>
    /// <param name="text">Candidate.</param>
    /// <param name="language">The language, or the default when refused.</param>
    /// <returns>True when well-formed; whether the subtags are registered is not looked up.</returns>
    public static bool TryParse(string? text, out LanguageTag language)
    {
        var valid = IsValid(text);
        language = valid ? new LanguageTag(text!) : default;
        return valid;
    }

    /// <summary>Reads a tag that is known to be good.</summary>
    /// <param name="text">The tag.</param>
    /// <returns>The language.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is no well-formed tag.</exception>
    public static LanguageTag Parse(string text) =>
        TryParse(text, out var language) ? language : throw new FormatException($"'{text}' is not a BCP 47 language tag.");

    /// <summary>The tag itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;

    internal static bool TryParse(ReadOnlySpan<byte> utf8, IdInterner ids, out LanguageTag language)
    {
        language = default;
        Span<char> text = stackalloc char[MaxLength];
        if (utf8.Length > MaxLength || System.Text.Ascii.ToUtf16(utf8, text, out var length) != System.Buffers.OperationStatus.Done
            || !IsValid(text[..length]))
        {
            return false;
        }

        language = new LanguageTag(ids.Intern(utf8));
        return true;
    }

    internal static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > MaxLength)
        {
            return false;
        }

        var subtag = 0;
        foreach (var range in text.Split('-'))
        {
            var part = text[range];
            if (!IsSubtag(part, first: subtag++ == 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSubtag(ReadOnlySpan<char> part, bool first)
    {
        if (part.Length > 8 || part.Length < (first ? 2 : 1))
        {
            return false;
        }

        foreach (var letter in part)
        {
            if (!(first ? char.IsAsciiLetter(letter) : char.IsAsciiLetterOrDigit(letter)))
            {
                return false;
            }
        }

        return true;
    }
}
