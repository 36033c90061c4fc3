namespace XbFunctions.Contracts;

/// <summary>An exact amount in minor units of its currency (cents of EUR, yen of JPY). The default is nothing of no currency.</summary>
public readonly record struct Money
{
    /// <summary>Largest magnitude in minor units, 10^15: the sum of 9,000 such amounts still fits a <see cref="long"/>.</summary>
    public const long MaxMinor = 1_000_000_000_000_000;

    /// <summary>Takes an amount in minor units.</summary>
    /// <param name="minor">Within plus and minus <see cref="MaxMinor"/>.</param>
    /// <param name="currency">The currency.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minor"/> is beyond the bound.</exception>
    public Money(long minor, CurrencyCode currency)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minor, MaxMinor);
        ArgumentOutOfRangeException.ThrowIfLessThan(minor, -MaxMinor);
        (Minor, Currency) = (minor, currency);
    }

    /// <summary>The amount in minor units.</summary>
    public long Minor { get; }

    /// <summary>The currency.</summary>
    public CurrencyCode Currency { get; }

    /// <summary>Converts a decimal amount without rounding.</summary>
    /// <param name="amount">In major units, such as 12.50 for EUR 12.50.</param>
    /// <param name="currency">The currency; its minor digits bound the decimals.</param>
    /// <param name="money">The amount, or the default when refused.</param>
    /// <returns>False for decimals (other than zeros) beyond the currency's, or a magnitude above <see cref="MaxMinor"/>.</returns>
    public static bool TryFromDecimal(decimal amount, CurrencyCode currency, out Money money) =>
        Convert(amount, currency, out money) == EventRefusalReason.None;

    /// <summary>Converts a decimal amount that is known to fit.</summary>
    /// <param name="amount">In major units.</param>
    /// <param name="currency">The currency.</param>
    /// <returns>The amount in minor units.</returns>
    /// <exception cref="ArgumentException">The amount has too many decimals for the currency or is too large.</exception>
    public static Money FromDecimal(decimal amount, CurrencyCode currency) => Convert(amount, currency, out var money) switch
    {
        EventRefusalReason.TooManyDecimals => throw new ArgumentException(
            $"{currency} has {currency.MinorDigits} decimals; got an amount with more.", nameof(amount)),
        EventRefusalReason.AmountTooLarge => throw new ArgumentException(
            $"An amount is at most {MaxMinor} minor units of {currency}; got more.", nameof(amount)),
        _ => money,
    };

    /// <summary>The amount in major units, with the currency's number of decimals.</summary>
    /// <returns>Such as 12.50.</returns>
    public decimal ToDecimal()
    {
        var magnitude = (ulong)Math.Abs(Minor);
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, Minor < 0, (byte)Currency.MinorDigits);
    }

    /// <summary>Amount and code for people.</summary>
    /// <returns>Such as <c>12.50 EUR</c>, in the invariant culture.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ToDecimal()} {Currency}");

    internal static EventRefusalReason Convert(decimal amount, CurrencyCode currency, out Money money)
    {
        money = default;
        if (Math.Abs(amount) > MaxMinor)
        {
            return EventRefusalReason.AmountTooLarge;
        }

        var scaled = amount * PowerOfTen(currency.MinorDigits);
        if (decimal.Truncate(scaled) != scaled)
        {
            return EventRefusalReason.TooManyDecimals;
        }

        if (Math.Abs(scaled) > MaxMinor)
        {
            return EventRefusalReason.AmountTooLarge;
        }

        money = new Money((long)scaled, currency);
        return EventRefusalReason.None;
    }

    private static decimal PowerOfTen(int digits) => digits switch { 0 => 1m, 2 => 100m, 3 => 1_000m, _ => 10_000m };
}
