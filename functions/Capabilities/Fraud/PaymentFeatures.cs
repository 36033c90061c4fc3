using System.Numerics;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The payment by itself: the columns of <see cref="FraudFeatureList.Payment"/>.</summary>
internal static class PaymentFeatures
{
    /// <summary>Writes the columns.</summary>
    /// <param name="subject">The payment.</param>
    /// <param name="row">Destination.</param>
    public static void Write(in FraudSubject subject, Span<float> row)
    {
        var trace = subject.Trace;
        var minuteOfDay = trace.OccurredAtMs / 60_000 % 1_440;
        row[0] = trace.Amount;
        row[1] = MathF.Log(1 + trace.Amount);
        row[2] = Flag(subject.IsRound);
        row[3] = subject.ItemLines;
        row[4] = subject.Units;
        row[5] = Flag(subject.Method == PaymentMethodKind.Card);
        row[6] = Flag(subject.Method == PaymentMethodKind.Wallet);
        row[7] = Flag(subject.Method == PaymentMethodKind.Bank);
        row[8] = minuteOfDay / 60;

        // 1970-01-01 was a Thursday; Monday is 0.
        row[9] = ((trace.OccurredAtMs / VelocityWindows.Day) + 3) % 7;
        row[10] = Differs(subject.Issuer, subject.Billing);
        row[11] = Differs(subject.Issuer, subject.Ip);
        row[12] = Differs(subject.Billing, subject.Shipping);
        row[13] = Differs(subject.Ip, subject.Shipping);
        row[14] = Differs(subject.Ip, subject.Billing);
        row[15] = Differs(subject.Market, subject.Shipping);
        row[16] = Differs(subject.Market, subject.Ip);
        row[17] = Differs(subject.Market, subject.Issuer);
        row[18] = Flag(subject.LanguageDiffers);
        row[19] = Flag(subject.LanguageDiffersFromBilling);
        row[20] = Flag(subject.CurrencyDiffers);
        row[21] = BitOperations.PopCount((uint)trace.Mismatches);
        row[22] = Missing(subject.Issuer) + Missing(subject.Billing) + Missing(subject.Shipping) + Missing(subject.Ip)
            + (trace.Device == 0 ? 1 : 0) + (trace.Address == 0 ? 1 : 0) + (subject.LanguageDiffers is null ? 1 : 0);
        row[23] = CountryClock.HourAt(subject.Billing, trace.OccurredAtMs);
        row[24] = CountryClock.HourAt(subject.Ip, trace.OccurredAtMs);
        row[25] = CountryClock.Apart(subject.Ip, subject.Billing);
        row[26] = CountryClock.Apart(subject.Shipping, subject.Billing);
    }

    private static float Flag(bool value) => value ? 1 : 0;

    private static float Flag(bool? value) => value is { } known ? Flag(known) : float.NaN;

    private static float Missing(CountryCode country) => country == default ? 1 : 0;

    private static float Differs(CountryCode left, CountryCode right) =>
        left == default || right == default ? float.NaN : Flag(left != right);
}
