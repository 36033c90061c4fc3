namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The recent use of one customer, instrument or device: counts and sums by window with the payment at hand, distinct partners, and how it
/// compares. One pass from the newest payment to the oldest, so that every window is a prefix.
/// </summary>
internal static class EntityFeatures
{
    private const int MostDistinct = 32;
    private const int DayWindow = 2;
    private const float MsPerHour = 3_600_000f;

    /// <summary>Columns that one entity takes.</summary>
    /// <param name="partners">Kinds of partners counted.</param>
    public static int Width(int partners) => (2 * VelocityWindows.Count) + (2 * partners) + 5;

    /// <summary>
    /// Writes the columns of one entity. A payment at <c>t</c> counts what lies in <c>(t - length, t]</c>; payments that arrived earlier but
    /// occurred later are left out.
    /// </summary>
    /// <param name="history">The entity's history before this payment; null when unknown or new.</param>
    /// <param name="known">False when the payment does not name the entity: the columns are NaN.</param>
    /// <param name="current">The payment at hand, not yet in the history.</param>
    /// <param name="partners">Whose distinct numbers are counted.</param>
    /// <param name="row">Destination, shape <c>[Width(partners.Length)]</c>.</param>
    public static void Write(
        EntityHistory? history, bool known, in PaymentTrace current, ReadOnlySpan<PaymentPartner> partners, Span<float> row)
    {
        row = row[..Width(partners.Length)];
        if (!known)
        {
            row.Fill(float.NaN);
            return;
        }

        var traces = Past(history, current.OccurredAtMs);
        WriteVelocity(traces, current, row);
        WriteDistinct(traces, current, partners, row[(2 * VelocityWindows.Count)..]);
        WriteAcquaintance(history, traces, current, row);
    }

    /// <summary>The payments that did not occur after a time, oldest first.</summary>
    /// <param name="history">A history, or null.</param>
    /// <param name="nowMs">The time.</param>
    public static ReadOnlySpan<PaymentTrace> Past(EntityHistory? history, long nowMs)
    {
        if (history is null)
        {
            return [];
        }

        var traces = history.Traces;
        var count = traces.Length;
        while (count > 0 && traces[count - 1].OccurredAtMs > nowMs)
        {
            count--;
        }

        return traces[..count];
    }

    private static void WriteVelocity(ReadOnlySpan<PaymentTrace> traces, in PaymentTrace current, Span<float> row)
    {
        var lengths = VelocityWindows.LengthsMs;
        var (window, count, sum) = (0, 1, (double)current.Amount);
        for (var i = traces.Length - 1; i >= 0; i--)
        {
            ref readonly var trace = ref traces[i];
            var age = current.OccurredAtMs - trace.OccurredAtMs;
            for (; window < VelocityWindows.Count && age >= lengths[window]; window++)
            {
                (row[window], row[VelocityWindows.Count + window]) = (count, (float)sum);
            }

            if (window == VelocityWindows.Count)
            {
                return;
            }

            count++;
            sum += trace.Amount;
        }

        for (; window < VelocityWindows.Count; window++)
        {
            (row[window], row[VelocityWindows.Count + window]) = (count, (float)sum);
        }
    }

    private static void WriteDistinct(
        ReadOnlySpan<PaymentTrace> traces, in PaymentTrace current, ReadOnlySpan<PaymentPartner> partners, Span<float> row)
    {
        Span<ulong> buffer = stackalloc ulong[MostDistinct];
        var day = VelocityWindows.LengthsMs[DayWindow];
        for (var kind = 0; kind < partners.Length; kind++)
        {
            var partner = partners[kind];
            var values = new DistinctValues(buffer, ValueOf(current, partner));
            var i = traces.Length - 1;
            for (; i >= 0 && current.OccurredAtMs - traces[i].OccurredAtMs < day; i--)
            {
                values.Add(ValueOf(traces[i], partner));
            }

            row[2 * kind] = values.Count;
            for (; i >= 0 && current.OccurredAtMs - traces[i].OccurredAtMs < VelocityWindows.LongestMs; i--)
            {
                values.Add(ValueOf(traces[i], partner));
            }

            row[(2 * kind) + 1] = values.Count;
        }
    }

    private static void WriteAcquaintance(
        EntityHistory? history, ReadOnlySpan<PaymentTrace> traces, in PaymentTrace current, Span<float> row)
    {
        var last = row[^5..];
        last.Fill(float.NaN);
        last[3] = history?.Frauds.CountAt(current.OccurredAtMs) ?? 0;
        if (history is null)
        {
            return;
        }

        last[4] = history.Frauds.DaysSince(current.OccurredAtMs);
        if (traces.IsEmpty)
        {
            return;
        }

        last[0] = (current.OccurredAtMs - traces[^1].OccurredAtMs) / MsPerHour;
        last[1] = (current.OccurredAtMs - history.FirstSeenMs) / MsPerHour / 24f;
        var (before, sum) = (row[VelocityWindows.Count - 1] - 1, row[(2 * VelocityWindows.Count) - 1] - current.Amount);
        last[2] = before == 0 ? float.NaN : current.Amount / Math.Max(0.01f, sum / before);
    }

    private static ulong ValueOf(in PaymentTrace trace, PaymentPartner partner) => partner switch
    {
        PaymentPartner.Customer => trace.Customer,
        PaymentPartner.Instrument => trace.Instrument,
        PaymentPartner.Device => trace.Device,
        PaymentPartner.IpCountry => trace.IpCountry,
        PaymentPartner.ShippingCountry => trace.ShippingCountry,
        _ => trace.Seller,
    };
}
