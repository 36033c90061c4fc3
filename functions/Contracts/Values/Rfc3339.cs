using System.Globalization;
using System.Text.RegularExpressions;

namespace XbFunctions.Contracts;

/// <summary>
/// Times of RFC 3339, section 5.6, with capital T and Z. The offset is required and at most 14 hours; a leap second is refused;
/// digits beyond 100 ns are cut off. Text goes the obvious way, UTF-8 the fast way; both give the same answer.
/// </summary>
internal static partial class Rfc3339
{
    /// <summary>Longest time text.</summary>
    public const int MaxLength = 48;

    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is null || text.Length > MaxLength || Shape().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var fraction = match.Groups["fraction"].Value;
        fraction = fraction.Length > 7 ? fraction[..7] : fraction.PadRight(7, '0');
        var offset = match.Groups["offset"].Value is "Z" ? "+00:00" : match.Groups["offset"].Value;
        var plain = $"{match.Groups["seconds"].Value}.{fraction}{offset}";
        if (!DateTimeOffset.TryParseExact(plain, "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = parsed.ToUniversalTime();
        return true;
    }

    [GeneratedRegex(@"\A(?<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]+))?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
