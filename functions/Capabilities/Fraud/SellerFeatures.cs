namespace XbFunctions.Capabilities.Fraud;

/// <summary>What is known of the seller: the columns of <see cref="FraudFeatureList.Seller"/>. One pass over each history from the newest bucket to the oldest.</summary>
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

        var now = current.OccurredAtSecond;
        var sums = new Sums(Until(now, seller), Until(now, peers), now);
        var first = Math.Min(seller?.FirstSecond ?? uint.MaxValue, peers?.FirstSecond ?? uint.MaxValue);
        sums.Write(current.Amount, first == uint.MaxValue ? now : first, row);
    }

    private static ReadOnlySpan<SellerBucket> Until(uint now, SellerHistory? seller)
    {
        var buckets = seller is null ? [] : seller.Buckets;
        var count = buckets.Length;
        while (count > 0 && buckets[count - 1].Second > now)
        {
            count--;
        }

        return buckets[..count];
    }

    /// <summary>
    /// Sums by stretch of age. The bounds are those of all windows, so that a window is a run of stretches and each bucket is added once. The two
    /// histories are added one after the other, not in the order of time: the double sums of amounts of a cent or more are exact either way.
    /// </summary>
    private ref struct Sums
    {
        private const uint Day = SellerWindows.DaySeconds;
        private const int Month = 6;
        private const int Settled = 2;

        private readonly uint _now;
        private readonly Past _own;
        private readonly Past _others;
        private Stretches _payments;
        private Stretches _frauds;
        private double _monthAmount;

        /// <summary>Adds buckets up.</summary>
        /// <param name="own">The partition's own buckets until now, oldest first.</param>
        /// <param name="others">Those of the other partitions, likewise.</param>
        /// <param name="now">Seconds since the Unix epoch.</param>
        public Sums(ReadOnlySpan<SellerBucket> own, ReadOnlySpan<SellerBucket> others, uint now)
        {
            _now = now;
            _own = Add(own);
            _others = Add(others);
        }

        private Past Add(ReadOnlySpan<SellerBucket> buckets)
        {
            ReadOnlySpan<SellerBucket> settled = [];
            var (left, amount) = (buckets.Length, _monthAmount);
            for (var stretch = 0; stretch < Ends.Length; stretch++)
            {
                if (stretch == Settled)
                {
                    settled = buckets[..left];
                }

                var (end, payments, frauds) = (Ends[stretch], 0, 0);
                for (; left > 0; left--)
                {
                    ref readonly var bucket = ref buckets[left - 1];
                    if (_now - bucket.Second >= end)
                    {
                        break;
                    }

                    payments += bucket.Payments;
                    frauds += bucket.Frauds;
                    amount += bucket.Amount;
                }

                _payments[stretch] += payments;
                _frauds[stretch] += frauds;
                _monthAmount = stretch < Month ? amount : _monthAmount;
            }

            return new Past(buckets[left..], settled[left..]);
        }

        // Ends of the stretches: 1, 7, 14 and 30 days for all payments, likewise behind the delay of 7 days for settled ones, and 45 days.
        private static ReadOnlySpan<uint> Ends => [Day, 7 * Day, 8 * Day, 14 * Day, 21 * Day, 30 * Day, 37 * Day, SellerWindows.KeptSeconds];

        // Stretches before which the windows of settled payments end, 1, 7, 14 and 30 days long.
        private static ReadOnlySpan<int> SettledEnds => [3, 4, 5, 7];

        public readonly void Write(float amount, uint first, Span<float> row)
        {
            var month = Sum(_payments, 0, Month);
            row[0] = _payments[0] + 1;
            row[1] = Sum(_payments, 0, 2) + 1;
            row[2] = month + 1;
            row[3] = month == 0 ? float.NaN : (float)(amount / Math.Max(0.01, _monthAmount / month));
            row[4] = Since(Math.Max(_own.LastSecond, _others.LastSecond)) * 24;
            row[5] = Math.Max(0, (float)((double)_now - first) / Day);
            for (var window = 0; window < SellerWindows.Count; window++)
            {
                var settled = Sum(_payments, Settled, SettledEnds[window]);
                row[FirstSettled + window] = settled;
                row[FirstRate + window] = (float)Sum(_frauds, Settled, SettledEnds[window]) / Math.Max(1, settled);
            }

            WriteKnown(row[FirstKnown..]);
        }

        private readonly void WriteKnown(Span<float> row)
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

            row[3] = Streak(static bucket => bucket.Frauds >= bucket.Payments);
            row[4] = Streak(static bucket => bucket.Frauds == 0);
            row[5] = Since(Math.Max(_own.NewestFraud(), _others.NewestFraud()));
            row[6] = Since(Math.Min(_own.OldestFraud(), _others.OldestFraud()));
        }

        /// <summary>Payments of the latest settled buckets in a row that are of one kind; of two that began together, the own one is later.</summary>
        private readonly int Streak(Predicate<SellerBucket> isOfKind)
        {
            var (own, others, payments) = (_own.Settled.Length, _others.Settled.Length, 0);
            while (own + others > 0)
            {
                var isOwn = others == 0 || (own > 0 && _own.Settled[own - 1].Second >= _others.Settled[others - 1].Second);
                ref readonly var bucket = ref isOwn ? ref _own.Settled[--own] : ref _others.Settled[--others];
                if (!isOfKind(bucket))
                {
                    break;
                }

                payments += bucket.Payments;
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

        private readonly float Since(uint second) => second == 0 ? float.NaN : (_now - second) / (float)Day;
    }

    /// <summary>One history's buckets of the last 45 days, and those of them that are settled.</summary>
    private readonly ref struct Past(ReadOnlySpan<SellerBucket> kept, ReadOnlySpan<SellerBucket> settled)
    {
        private readonly ReadOnlySpan<SellerBucket> _kept = kept;

        public readonly ReadOnlySpan<SellerBucket> Settled = settled;

        /// <summary>When the latest bucket began; 0 for none.</summary>
        public uint LastSecond => _kept is [.., var last] ? last.Second : 0;

        /// <summary>When the latest bucket with a fraud began; 0 for none.</summary>
        public uint NewestFraud()
        {
            var at = _kept.Length - 1;
            while (at >= 0 && _kept[at].Frauds == 0)
            {
                at--;
            }

            return at < 0 ? 0 : _kept[at].Second;
        }

        /// <summary>When the oldest bucket with a fraud began; the end of time for none.</summary>
        public uint OldestFraud()
        {
            foreach (ref readonly var bucket in _kept)
            {
                if (bucket.Frauds > 0)
                {
                    return bucket.Second;
                }
            }

            return uint.MaxValue;
        }
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Stretches
    {
        private int _first;
    }
}
