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
        if (!DateTimeOffset.TryParseExact(
                plain, "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = parsed.ToUniversalTime();
        return true;
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        time = default;
        if (utf8.Length is < 20 or > MaxLength || utf8[4] != '-' || utf8[7] != '-' || utf8[10] != 'T' || utf8[13] != ':' || utf8[16] != ':'
            || !TryDigits(utf8[..4], out var year) || !TryDigits(utf8[5..7], out var month) || !TryDigits(utf8[8..10], out var day)
            || !TryDigits(utf8[11..13], out var hour) || !TryDigits(utf8[14..16], out var minute) || !TryDigits(utf8[17..19], out var second)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59
            || !TryFraction(utf8[19..], out var fractionTicks, out var length) || !TryOffset(utf8[(19 + length)..], out var offset))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + fractionTicks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> utf8, out long ticks, out int length)
    {
        (ticks, length) = (0, 0);
        if (utf8[0] != '.')
        {
            return true;
        }

        var digits = utf8[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 1)
        {
            return false;
        }

        for (var index = 0; index < 7; index++)
        {
            ticks = (ticks * 10) + (index < digits ? utf8[1 + index] - '0' : 0);
        }

        length = 1 + digits;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> utf8, out TimeSpan offset)
    {
        offset = default;
        if (utf8.Length == 1)
        {
            return utf8[0] == 'Z';
        }

        if (utf8.Length != 6 || utf8[0] is not ((byte)'+' or (byte)'-') || utf8[3] != ':'
            || !TryDigits(utf8[1..3], out var hours) || !TryDigits(utf8[4..6], out var minutes) || minutes > 59)
        {
            return false;
        }

        var magnitude = new TimeSpan(hours, minutes, 0);
        offset = utf8[0] == '-' ? -magnitude : magnitude;
        return magnitude <= TimeSpan.FromHours(14);
    }

    private static bool TryDigits(ReadOnlySpan<byte> utf8, out int number)
    {
        number = 0;
        foreach (var digit in utf8)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }

    [GeneratedRegex(
        @"\A(?<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]+))?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
