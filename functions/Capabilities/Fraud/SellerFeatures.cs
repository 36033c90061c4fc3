using System.Buffers;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What is known of the seller: the columns of <see cref="FraudFeatureList.Seller"/>. One pass from the newest bucket to the oldest.</summary>
internal static class SellerFeatures
{
    private const int FirstSettled = 6;
    private const int FirstRate = FirstSettled + SellerWindows.Count;
    private const int FirstKnown = FirstRate + SellerWindows.Count;

    /// <summary>Writes the columns.</summary>
    /// <param name="seller">The seller's history before this payment; null when new or unknown.</param>
    /// <param name="current">The payment at hand.</param>
    /// <param name="row">Destination.</param>
    /// <param name="peers">What other partitions know of the seller; null for nothing.</param>
    public static void Write(SellerHistory? seller, in PaymentTrace current, Span<float> row, SellerHistory? peers = null)
    {
        row = row[..FraudFeatureList.Seller.Count];
        if (current.Seller == 0)
        {
            row.Fill(float.NaN);
            return;
        }

        var own = seller is null ? [] : seller.Buckets;
        if (peers is null)
        {
            Write(own, seller?.FirstSecond ?? uint.MaxValue, current, row);
            return;
        }

        var others = peers.Buckets;
        var all = ArrayPool<SellerBucket>.Shared.Rent(own.Length + others.Length);
        Merge(own, others, all);
        Write(all.AsSpan(0, own.Length + others.Length), Math.Min(seller?.FirstSecond ?? uint.MaxValue, peers.FirstSecond), current, row);
        ArrayPool<SellerBucket>.Shared.Return(all);
    }

    private static void Write(ReadOnlySpan<SellerBucket> buckets, uint first, in PaymentTrace current, Span<float> row)
    {
        var now = current.OccurredAtSecond;
        var count = buckets.Length;
        while (count > 0 && buckets[count - 1].Second > now)
        {
            count--;
        }

        var sums = new Sums(buckets[..count], now);
        sums.Write(current.Amount, first == uint.MaxValue ? now : first, row);
    }

    private static void Merge(ReadOnlySpan<SellerBucket> own, ReadOnlySpan<SellerBucket> others, Span<SellerBucket> all)
    {
        var (i, j) = (0, 0);
        while (i < own.Length || j < others.Length)
        {
            all[i + j] = j == others.Length || (i < own.Length && own[i].Second < others[j].Second) ? own[i++] : others[j++];
        }
    }

    /// <summary>
    /// Sums by stretch of age. The bounds are those of all windows, so that a window is a run of stretches and each bucket is added once.
    /// </summary>
    private readonly ref struct Sums
    {
        private const uint Day = SellerWindows.DaySeconds;
        private const int Month = 6;
        private const int Settled = 2;

        private readonly uint _now;
        private readonly Stretches _payments;
        private readonly Stretches _frauds;
        private readonly double _monthAmount;

        // Of the last 45 days, and those of them that are settled.
        private readonly ReadOnlySpan<SellerBucket> _kept;
        private readonly ReadOnlySpan<SellerBucket> _settled;

        /// <summary>Adds buckets up.</summary>
        /// <param name="buckets">Buckets until now, oldest first.</param>
        /// <param name="now">Seconds since the Unix epoch.</param>
        public Sums(ReadOnlySpan<SellerBucket> buckets, uint now)
        {
            _now = now;
            var (left, amount) = (buckets.Length, 0.0);
            for (var stretch = 0; stretch < Ends.Length; stretch++)
            {
                if (stretch == Settled)
                {
                    _settled = buckets[..left];
                }

                var (end, payments, frauds) = (Ends[stretch], 0, 0);
                for (; left > 0; left--)
                {
                    ref readonly var bucket = ref buckets[left - 1];
                    if (now - bucket.Second >= end)
                    {
                        break;
                    }

                    payments += bucket.Payments;
                    frauds += bucket.Frauds;
                    amount += bucket.Amount;
                }

                (_payments[stretch], _frauds[stretch]) = (payments, frauds);
                _monthAmount = stretch < Month ? amount : _monthAmount;
            }

            _kept = buckets[left..];
            _settled = _settled[left..];
        }

        // Ends of the stretches: 1, 7, 14 and 30 days for all payments, likewise behind the delay of 7 days for settled ones, and 45 days.
        private static ReadOnlySpan<uint> Ends => [Day, 7 * Day, 8 * Day, 14 * Day, 21 * Day, 30 * Day, 37 * Day, SellerWindows.KeptSeconds];

        // Stretches before which the windows of settled payments end, 1, 7, 14 and 30 days long.
        private static ReadOnlySpan<int> SettledEnds => [3, 4, 5, 7];

        public void Write(float amount, uint first, Span<float> row)
        {
            var month = Sum(_payments, 0, Month);
            row[0] = _payments[0] + 1;
            row[1] = Sum(_payments, 0, 2) + 1;
            row[2] = month + 1;
            row[3] = month == 0 ? float.NaN : (float)(amount / Math.Max(0.01, _monthAmount / month));
            row[4] = Since(_kept is [.., var last] ? last.Second : 0) * 24;
            row[5] = Math.Max(0, (float)((double)_now - first) / Day);
            for (var window = 0; window < SellerWindows.Count; window++)
            {
                var settled = Sum(_payments, Settled, SettledEnds[window]);
                row[FirstSettled + window] = settled;
                row[FirstRate + window] = (float)Sum(_frauds, Settled, SettledEnds[window]) / Math.Max(1, settled);
            }

            WriteKnown(row[FirstKnown..]);
        }

        private void WriteKnown(Span<float> row)
        {
            var frauds = Sum(_frauds, 0, Ends.Length);
            row[0] = Sum(_frauds, 0, 2);
            row[1] = Sum(_frauds, 0, 4);
            row[2] = frauds;
            if (frauds == 0)
            {
                (row[3], row[4], row[5], row[6]) = (0, Sum(_payments, Settled, Ends.Length), float.NaN, float.NaN);
                return;
            }

            row[3] = Streak(_settled, static bucket => bucket.Frauds >= bucket.Payments);
            row[4] = Streak(_settled, static bucket => bucket.Frauds == 0);
            var (newest, oldest) = (_kept.Length - 1, 0);
            while (_kept[newest].Frauds == 0)
            {
                newest--;
            }

            while (_kept[oldest].Frauds == 0)
            {
                oldest++;
            }

            (row[5], row[6]) = (Since(_kept[newest].Second), Since(_kept[oldest].Second));
        }

        /// <summary>Payments of the latest buckets in a row that are of one kind.</summary>
        private static int Streak(ReadOnlySpan<SellerBucket> buckets, Predicate<SellerBucket> isOfKind)
        {
            var payments = 0;
            for (var i = buckets.Length - 1; i >= 0 && isOfKind(buckets[i]); i--)
            {
                payments += buckets[i].Payments;
            }

            return payments;
        }

        private static int Sum(ReadOnlySpan<int> stretches, int from, int to)
        {
            var sum = 0;
            foreach (var stretch in stretches[from..to])
            {
                sum += stretch;
            }

            return sum;
        }

        private float Since(uint second) => second == 0 ? float.NaN : (_now - second) / (float)Day;
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Stretches
    {
        private int _first;
    }
}
