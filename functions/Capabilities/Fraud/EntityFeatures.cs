using System.Buffers;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The recent use of one customer, instrument, device or delivery address: counts and sums by window with the payment at hand, distinct partners, and how it
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
    /// <param name="history">The entity's history before this payment; the default when unknown or new.</param>
    /// <param name="known">False when the payment does not name the entity: the columns are NaN.</param>
    /// <param name="current">The payment at hand, not yet in the history.</param>
    /// <param name="partners">Whose distinct numbers are counted.</param>
    /// <param name="row">Destination, shape <c>[Width(partners.Length)]</c>.</param>
    /// <param name="peers">What other partitions know of the entity; null for nothing.</param>
    public static void Write(
        in EntityHistory history, bool known, in PaymentTrace current, ReadOnlySpan<PaymentPartner> partners, Span<float> row, SharedUse? peers = null)
    {
        row = row[..Width(partners.Length)];
        if (!known)
        {
            row.Fill(float.NaN);
            return;
        }

        var own = Past(history.Traces, current.OccurredAtMs);
        if (peers is null)
        {
            Write(own, history.FirstSeenMs, current, partners, row);
            WriteLabels(history.Frauds, default, current, row);
            return;
        }

        var others = Past(peers.Traces, current.OccurredAtMs);
        var all = ArrayPool<PaymentTrace>.Shared.Rent(own.Length + others.Length);
        Merge(own, others, all);
        Write(all.AsSpan(0, own.Length + others.Length), Math.Min(history.FirstSeenMs, peers.FirstSeenMs), current, partners, row);
        WriteLabels(history.Frauds, peers.Frauds, current, row);
        ArrayPool<PaymentTrace>.Shared.Return(all);
    }

    /// <summary>The payments that did not occur after a time, oldest first.</summary>
    /// <param name="traces">Payments, oldest first.</param>
    /// <param name="nowMs">The time.</param>
    public static ReadOnlySpan<PaymentTrace> Past(ReadOnlySpan<PaymentTrace> traces, long nowMs)
    {
        var count = traces.Length;
        while (count > 0 && traces[count - 1].OccurredAtMs > nowMs)
        {
            count--;
        }

        return traces[..count];
    }

    private static void Merge(ReadOnlySpan<PaymentTrace> own, ReadOnlySpan<PaymentTrace> others, Span<PaymentTrace> all)
    {
        var (i, j) = (0, 0);
        while (i < own.Length || j < others.Length)
        {
            all[i + j] = j == others.Length || (i < own.Length && own[i].OccurredAtMs <= others[j].OccurredAtMs) ? own[i++] : others[j++];
        }
    }

    private static void Write(
        ReadOnlySpan<PaymentTrace> traces, long firstSeenMs, in PaymentTrace current, ReadOnlySpan<PaymentPartner> partners, Span<float> row)
    {
        WriteVelocity(traces, current, row);
        WriteDistinct(
            traces,
            current,
            traces.Length + 1 - (int)row[DayWindow],
            traces.Length + 1 - (int)row[VelocityWindows.Count - 1],
            partners,
            row[(2 * VelocityWindows.Count)..]);
        WriteAcquaintance(traces, firstSeenMs, current, row);
    }

    private static void WriteLabels(LabelMemory own, LabelMemory others, in PaymentTrace current, Span<float> row)
    {
        var (mine, theirs) = (own.DaysSince(current.OccurredAtMs), others.DaysSince(current.OccurredAtMs));
        row[^2] = own.CountAt(current.OccurredAtMs) + others.CountAt(current.OccurredAtMs);
        row[^1] = float.IsNaN(mine) ? theirs : float.IsNaN(theirs) ? mine : Math.Min(mine, theirs);
    }

    private static void WriteVelocity(ReadOnlySpan<PaymentTrace> traces, in PaymentTrace current, Span<float> row)
    {
        var (now, left, sum) = (current.OccurredAtMs, traces.Length, (double)current.Amount);
        for (var window = 0; window < VelocityWindows.Count; window++)
        {
            var length = VelocityWindows.LengthsMs[window];
            for (; left > 0 && now - traces[left - 1].OccurredAtMs < length; left--)
            {
                sum += traces[left - 1].Amount;
            }

            (row[window], row[VelocityWindows.Count + window]) = (traces.Length - left + 1, (float)sum);
        }
    }

    /// <summary>Counts over the payments from <paramref name="day"/> and from <paramref name="month"/> on.</summary>
    private static void WriteDistinct(
        ReadOnlySpan<PaymentTrace> traces, in PaymentTrace current, int day, int month, ReadOnlySpan<PaymentPartner> partners, Span<float> row)
    {
        Span<ulong> buffer = stackalloc ulong[MostDistinct];
        for (var kind = 0; kind < partners.Length; kind++)
        {
            var columns = row.Slice(2 * kind, 2);
            switch (partners[kind])
            {
                case PaymentPartner.Customer: WriteDistinct<OfCustomer>(traces, current, day, month, buffer, columns); break;
                case PaymentPartner.Instrument: WriteDistinct<OfInstrument>(traces, current, day, month, buffer, columns); break;
                case PaymentPartner.Device: WriteDistinct<OfDevice>(traces, current, day, month, buffer, columns); break;
                case PaymentPartner.IpCountry: WriteDistinct<OfIpCountry>(traces, current, day, month, buffer, columns); break;
                case PaymentPartner.ShippingCountry: WriteDistinct<OfShippingCountry>(traces, current, day, month, buffer, columns); break;
                case PaymentPartner.Address: WriteDistinct<OfAddress>(traces, current, day, month, buffer, columns); break;
                default: WriteDistinct<OfSeller>(traces, current, day, month, buffer, columns); break;
            }
        }
    }

    private static void WriteDistinct<TPartner>(
        ReadOnlySpan<PaymentTrace> traces, in PaymentTrace current, int day, int month, Span<ulong> buffer, Span<float> columns)
        where TPartner : struct, IPartner
    {
        // Mostly all payments have the partner of this one.
        var own = TPartner.Of(current);
        var i = traces.Length - 1;
        while (i >= month && TPartner.Of(traces[i]) is var partner && (partner == own || partner == 0))
        {
            i--;
        }

        columns[0] = own == 0 ? 0 : 1;
        columns[1] = columns[0];
        if (i < month)
        {
            return;
        }

        var values = new DistinctValues(buffer, own);
        for (; i >= day; i--)
        {
            values.Add(TPartner.Of(traces[i]));
        }

        columns[0] = values.Count;
        for (; i >= month; i--)
        {
            values.Add(TPartner.Of(traces[i]));
        }

        columns[1] = values.Count;
    }

    private static void WriteAcquaintance(ReadOnlySpan<PaymentTrace> traces, long firstSeenMs, in PaymentTrace current, Span<float> row)
    {
        var last = row[^5..^2];
        last.Fill(float.NaN);
        if (traces.IsEmpty)
        {
            return;
        }

        last[0] = (current.OccurredAtMs - traces[^1].OccurredAtMs) / MsPerHour;
        last[1] = (current.OccurredAtMs - firstSeenMs) / MsPerHour / 24f;
        var (before, sum) = (row[VelocityWindows.Count - 1] - 1, row[(2 * VelocityWindows.Count) - 1] - current.Amount);
        last[2] = before == 0 ? float.NaN : current.Amount / Math.Max(0.01f, sum / before);
    }

    // Types instead of values, so that each loop over a history is compiled for its partner.
    private interface IPartner
    {
        static abstract ulong Of(in PaymentTrace trace);
    }

    private readonly struct OfCustomer : IPartner
    {
        public static ulong Of(in PaymentTrace trace) => trace.Customer;
    }

    private readonly struct OfInstrument : IPartner
    {
        public static ulong Of(in PaymentTrace trace) => trace.Instrument;
    }

    private readonly struct OfDevice : IPartner
    {
        public static ulong Of(in PaymentTrace trace) => trace.Device;
    }

    private readonly struct OfIpCountry : IPartner
    {
        public static ulong Of(in PaymentTrace trace) => trace.IpCountry;
    }

    private readonly struct OfShippingCountry : IPartner
    {
        public static ulong Of(in PaymentTrace trace) => trace.ShippingCountry;
    }

    private readonly struct OfAddress : IPartner
    {
        public static ulong Of(in PaymentTrace trace) => trace.Address;
    }

    private readonly struct OfSeller : IPartner
    {
        public static ulong Of(in PaymentTrace trace) => trace.Seller;
    }
}
