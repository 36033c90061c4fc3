namespace XbFunctions.Contracts;

/// <summary>
/// A JSON number as mantissa times a power of ten, read from UTF-8 without allocating; takes and refuses what <see cref="ExactNumber"/>
/// does.
/// </summary>
/// <param name="Mantissa">Significant digits without trailing zeros; at most 19 digits.</param>
/// <param name="Exponent">Power of ten.</param>
/// <param name="IsNegative">Says whether there is a minus sign and the number is not zero.</param>
internal readonly record struct FastNumber(ulong Mantissa, int Exponent, bool IsNegative)
{
    private const int MaxDigits = 19;

    /// <summary>Reads the token's text, which a JSON reader has already found well-formed.</summary>
    public static EventRefusalReason TryParse(ReadOnlySpan<byte> utf8, out FastNumber number)
    {
        number = default;
        var mark = utf8.IndexOfAny((byte)'e', (byte)'E');
        var mantissaText = mark < 0 ? utf8 : utf8[..mark];
        if (utf8.Length > ExactNumber.MaxLength || !TryExponent(mark < 0 ? default : utf8[(mark + 1)..], out var exponent))
        {
            return EventRefusalReason.WrongType;
        }

        var (mantissa, digits, pendingZeros, inFraction) = (0UL, 0, 0, false);
        foreach (var symbol in mantissaText)
        {
            if (symbol == '.')
            {
                inFraction = true;
            }
            else if (symbol != '-')
            {
                exponent -= inFraction ? 1 : 0;
                if (symbol == '0')
                {
                    pendingZeros += digits == 0 ? 0 : 1;
                    continue;
                }

                digits += pendingZeros + 1;
                mantissa = digits > MaxDigits ? mantissa : (mantissa * Power(pendingZeros + 1)) + (ulong)(symbol - '0');
                pendingZeros = 0;
            }
        }

        exponent += pendingZeros;
        if (digits > MaxDigits)
        {
            return digits + exponent > 15 ? EventRefusalReason.AmountTooLarge : EventRefusalReason.TooManyDecimals;
        }

        number = mantissa == 0 ? default : new FastNumber(mantissa, exponent, utf8[0] == '-');
        return EventRefusalReason.None;
    }

    /// <summary>Counts the number in units of 10^-<paramref name="decimals"/>, without rounding.</summary>
    /// <param name="decimals">0 to 6.</param>
    /// <param name="max">Largest answer.</param>
    /// <param name="units">The count, when the answer is None.</param>
    public EventRefusalReason ToUnits(int decimals, long max, out long units)
    {
        units = 0;
        if (IsNegative)
        {
            return EventRefusalReason.NegativeAmount;
        }

        var shift = Exponent + decimals;
        if (Mantissa != 0 && shift < 0)
        {
            return EventRefusalReason.TooManyDecimals;
        }

        if (Mantissa != 0 && (shift >= MaxDigits || Mantissa > (ulong)max / Power(shift)))
        {
            return EventRefusalReason.AmountTooLarge;
        }

        units = Mantissa == 0 ? 0 : (long)(Mantissa * Power(shift));
        return EventRefusalReason.None;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var digits = text.TrimStart("+-"u8);
        foreach (var digit in digits)
        {
            exponent = (exponent * 10) + digit - '0';
            if (digits.Length > ExactNumber.MaxExponentDigits)
            {
                return false;
            }
        }

        exponent = !text.IsEmpty && text[0] == '-' ? -exponent : exponent;
        return true;
    }

    private static ulong Power(int exponent)
    {
        var power = 1UL;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
