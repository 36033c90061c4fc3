using System.Globalization;
using System.Numerics;

namespace XbFunctions.Contracts;

/// <summary>
/// Reads a JSON number (RFC 8259, section 6) as an exact decimal, the obvious way; exponents are taken, because serializers of other
/// languages write them.
/// A number text is at most <see cref="MaxLength"/> bytes and its exponent at most three digits, so that reading stays cheap.
/// </summary>
internal static class ExactNumber
{
    public const int MaxLength = 64;
    public const int MaxExponentDigits = 3;

    private static readonly BigInteger Largest = new(decimal.MaxValue);

    public static EventRefusalReason TryParse(string text, out decimal value)
    {
        value = 0;
        var mantissaText = text.Split('e', 'E')[0];
        var exponentText = text.Length > mantissaText.Length ? text[(mantissaText.Length + 1)..].TrimStart('+') : "0";
        if (text.Length > MaxLength || exponentText.TrimStart('-').Length > MaxExponentDigits)
        {
            return EventRefusalReason.WrongType;
        }

        var dot = mantissaText.IndexOf('.', StringComparison.Ordinal);
        var scale = dot < 0 ? 0 : mantissaText.Length - dot - 1;
        var mantissa = BigInteger.Parse(mantissaText.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        scale -= int.Parse(exponentText, CultureInfo.InvariantCulture);
        while (scale > 0 && mantissa % 10 == 0 && !mantissa.IsZero)
        {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }

        if (mantissa.IsZero)
        {
            return EventRefusalReason.None;
        }

        if (scale < 0)
        {
            (mantissa, scale) = (mantissa * BigInteger.Pow(10, -scale), 0);
        }

        if (scale > 28)
        {
            return EventRefusalReason.TooManyDecimals;
        }

        if (BigInteger.Abs(mantissa) > Largest)
        {
            return EventRefusalReason.AmountTooLarge;
        }

        value = WithScale((decimal)mantissa, scale);
        return EventRefusalReason.None;
    }

    private static decimal WithScale(decimal mantissa, int scale)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(mantissa, parts);
        return new decimal(parts[0], parts[1], parts[2], mantissa < 0, (byte)scale);
    }
}
