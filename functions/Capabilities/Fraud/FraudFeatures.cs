using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Writes the model's input for one payment. Training, evaluation and the function all run this code.</summary>
public static class FraudFeatures
{
    private const int MostDistinct = 32;
    private const float MsPerHour = 3_600_000f;

    /// <summary>Writes one row from the state as it was before the payment.</summary>
    /// <param name="state">Histories before the payment.</param>
    /// <param name="subject">The payment.</param>
    /// <param name="row">Destination, shape <c>[FraudColumns.Width]</c>, columns as in <see cref="FraudColumns.Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> has another length.</exception>
    public static void Write(FraudState state, in FraudSubject subject, Span<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FraudColumns.Width, nameof(row));
        var trace = subject.Trace;
        var customer = state.Customers.Find(subject.Customer);
        var instrument = state.Instruments.Find(trace.Instrument);
        var device = state.Devices.Find(trace.Device);

        WritePayment(subject, row);
        var velocity = row[FraudColumns.Velocity..];
        VelocityFeatures.Write(customer, known: true, trace, velocity);
        VelocityFeatures.Write(instrument, trace.Instrument != 0, trace, velocity[VelocityFeatures.Width..]);
        VelocityFeatures.Write(device, trace.Device != 0, trace, velocity[(2 * VelocityFeatures.Width)..]);

        var distinct = row[FraudColumns.Distinct..];
        WriteDistinct(
            customer, true, trace, [Partner.Instrument, Partner.Device, Partner.Ip, Partner.Shipping, Partner.Seller], distinct);
        WriteDistinct(
            instrument, trace.Instrument != 0, trace, [Partner.Customer, Partner.Device, Partner.Ip, Partner.Seller], distinct[10..]);
        WriteDistinct(
            device, trace.Device != 0, trace, [Partner.Customer, Partner.Instrument, Partner.Shipping, Partner.Seller], distinct[18..]);

        var familiarity = row[FraudColumns.Familiarity..];
        WriteAcquaintance(customer, trace, familiarity);
        WriteAcquaintance(instrument, trace, familiarity[4..]);
        WriteAcquaintance(device, trace, familiarity[8..]);
        WriteNovelty(customer, trace, familiarity[12..]);
    }

    private static void WritePayment(in FraudSubject subject, Span<float> row)
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
        row[18] = subject.LanguageDiffers is { } differs ? Flag(differs) : float.NaN;
        row[19] = Missing(subject.Issuer) + Missing(subject.Billing) + Missing(subject.Shipping) + Missing(subject.Ip)
            + (trace.Device == 0 ? 1 : 0) + (subject.LanguageDiffers is null ? 1 : 0);
    }

    private static void WriteDistinct(
        EntityHistory? history, bool known, in PaymentTrace current, ReadOnlySpan<Partner> partners, Span<float> row)
    {
        if (!known)
        {
            row[..(2 * partners.Length)].Fill(float.NaN);
            return;
        }

        Span<ulong> dayBuffer = stackalloc ulong[MostDistinct];
        Span<ulong> monthBuffer = stackalloc ulong[MostDistinct];
        for (var i = 0; i < partners.Length; i++)
        {
            var day = new DistinctValues(dayBuffer);
            var month = new DistinctValues(monthBuffer);
            day.Add(ValueOf(current, partners[i]));
            month.Add(ValueOf(current, partners[i]));
            foreach (ref readonly var trace in (history is null ? [] : history.Traces))
            {
                var age = current.OccurredAtMs - trace.OccurredAtMs;
                if (age is < 0 or >= VelocityWindows.LongestMs)
                {
                    continue;
                }

                var value = ValueOf(trace, partners[i]);
                month.Add(value);
                if (age < VelocityWindows.Day)
                {
                    day.Add(value);
                }
            }

            row[2 * i] = day.Count;
            row[(2 * i) + 1] = month.Count;
        }
    }

    private static void WriteAcquaintance(EntityHistory? history, in PaymentTrace current, Span<float> row)
    {
        if (history is null || !TryLast(history.Traces, current.OccurredAtMs, out var last))
        {
            row[..4].Fill(float.NaN);
            row[3] = history?.FraudLabels ?? 0;
            return;
        }

        row[0] = (current.OccurredAtMs - last.OccurredAtMs) / MsPerHour;
        row[1] = (current.OccurredAtMs - history.FirstSeenMs) / MsPerHour / 24f;
        row[2] = current.Amount / Math.Max(0.01f, (float)Mean(history.Traces, current.OccurredAtMs, out _));
        row[3] = history.FraudLabels;
    }

    private static void WriteNovelty(EntityHistory? customer, in PaymentTrace current, Span<float> row)
    {
        if (customer is null || !TryLast(customer.Traces, current.OccurredAtMs, out _))
        {
            row[..7].Fill(float.NaN);
            row[1] = customer?.Returns ?? 0;
            return;
        }

        var mean = Mean(customer.Traces, current.OccurredAtMs, out var deviation);
        row[0] = (float)((current.Amount - mean) / Math.Max(1, deviation));
        row[1] = customer.Returns;
        row[2] = IsNew(customer.Traces, current, Partner.Instrument);
        row[3] = IsNew(customer.Traces, current, Partner.Device);
        row[4] = IsNew(customer.Traces, current, Partner.Ip);
        row[5] = IsNew(customer.Traces, current, Partner.Shipping);
        row[6] = IsNew(customer.Traces, current, Partner.Seller);
    }

    private static float IsNew(ReadOnlySpan<PaymentTrace> traces, in PaymentTrace current, Partner partner)
    {
        var value = ValueOf(current, partner);
        if (value == 0)
        {
            return float.NaN;
        }

        foreach (ref readonly var trace in traces)
        {
            if (trace.OccurredAtMs <= current.OccurredAtMs && ValueOf(trace, partner) == value)
            {
                return 0;
            }
        }

        return 1;
    }

    private static bool TryLast(ReadOnlySpan<PaymentTrace> traces, long now, out PaymentTrace last)
    {
        for (var i = traces.Length - 1; i >= 0; i--)
        {
            if (traces[i].OccurredAtMs <= now)
            {
                last = traces[i];
                return true;
            }
        }

        last = default;
        return false;
    }

    private static double Mean(ReadOnlySpan<PaymentTrace> traces, long now, out double deviation)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (ref readonly var trace in traces)
        {
            if (trace.OccurredAtMs <= now)
            {
                sum += trace.Amount;
                squares += (double)trace.Amount * trace.Amount;
                count++;
            }
        }

        var mean = sum / Math.Max(1, count);
        deviation = Math.Sqrt(Math.Max(0, (squares / Math.Max(1, count)) - (mean * mean)));
        return mean;
    }

    private static ulong ValueOf(in PaymentTrace trace, Partner partner) => partner switch
    {
        Partner.Customer => trace.Customer,
        Partner.Instrument => trace.Instrument,
        Partner.Device => trace.Device,
        Partner.Ip => trace.IpCountry,
        Partner.Shipping => trace.ShippingCountry,
        _ => trace.Seller,
    };

    private static float Flag(bool value) => value ? 1 : 0;

    private static float Missing(CountryCode country) => country == default ? 1 : 0;

    private static float Differs(CountryCode left, CountryCode right) =>
        left == default || right == default ? float.NaN : Flag(left != right);

    private enum Partner
    {
        Customer,
        Instrument,
        Device,
        Ip,
        Shipping,
        Seller,
    }
}
