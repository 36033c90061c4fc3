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

        var scan = new Scan(current.OccurredAtSecond);
        var own = seller is null ? [] : seller.Buckets;
        var others = peers is null ? [] : peers.Buckets;
        var (i, j) = (own.Length - 1, others.Length - 1);
        while (i >= 0 || j >= 0)
        {
            ref readonly var next = ref (j < 0 || (i >= 0 && own[i].Second >= others[j].Second) ? ref own[i--] : ref others[j--]);
            if (!scan.Add(next))
            {
                break;
            }
        }

        var first = Math.Min(seller?.FirstSecond ?? uint.MaxValue, peers?.FirstSecond ?? uint.MaxValue);
        scan.Write(current.Amount, first == uint.MaxValue ? current.OccurredAtSecond : first, row);
    }

    /// <summary>
    /// Sums by stretch of age. The bounds are those of all windows, so that a window is a run of stretches and each bucket is added once.
    /// </summary>
    private ref struct Scan(uint now)
    {
        private const uint Day = SellerWindows.DaySeconds;
        private const int Month = 6;
        private const int Settled = 2;

        private readonly uint _now = now;
        private Stretches _payments;
        private Stretches _frauds;
        private int _stretch;
        private uint _end = Day;
        private double _amount;
        private int _fraudStreak;
        private int _cleanStreak;
        private bool _fraudStreakEnded;
        private bool _cleanStreakEnded;
        private uint _last;
        private uint _lastFraud;
        private uint _firstFraud;

        // Ends of the stretches: 1, 7, 14 and 30 days for all payments, likewise behind the delay of 7 days for settled ones, and 45 days.
        private static ReadOnlySpan<uint> Ends => [Day, 7 * Day, 8 * Day, 14 * Day, 21 * Day, 30 * Day, 37 * Day, SellerWindows.KeptSeconds];

        // Stretches before which the windows of settled payments end, 1, 7, 14 and 30 days long.
        private static ReadOnlySpan<int> SettledEnds => [3, 4, 5, 7];

        public bool Add(in SellerBucket bucket)
        {
            if (bucket.Second > _now)
            {
                return true;
            }

            var age = _now - bucket.Second;
            while (age >= _end)
            {
                if (++_stretch == Ends.Length)
                {
                    return false;
                }

                _end = Ends[_stretch];
            }

            _last = _last == 0 ? bucket.Second : _last;
            _payments[_stretch] += bucket.Payments;
            if (_stretch < Month)
            {
                _amount += bucket.Amount;
            }

            if (_stretch >= Settled && !(_fraudStreakEnded && _cleanStreakEnded))
            {
                AddStreaks(bucket);
            }

            if (bucket.Frauds > 0)
            {
                _frauds[_stretch] += bucket.Frauds;
                _lastFraud = _lastFraud == 0 ? bucket.Second : _lastFraud;
                _firstFraud = bucket.Second;
            }

            return true;
        }

        public readonly void Write(float amount, uint first, Span<float> row)
        {
            var month = Sum(_payments, 0, Month);
            row[0] = _payments[0] + 1;
            row[1] = Sum(_payments, 0, 2) + 1;
            row[2] = month + 1;
            row[3] = month == 0 ? float.NaN : (float)(amount / Math.Max(0.01, _amount / month));
            row[4] = Since(_last) * 24;
            row[5] = Math.Max(0, (float)((double)_now - first) / Day);
            for (var window = 0; window < SellerWindows.Count; window++)
            {
                var settled = Sum(_payments, Settled, SettledEnds[window]);
                row[FirstSettled + window] = settled;
                row[FirstRate + window] = (float)Sum(_frauds, Settled, SettledEnds[window]) / Math.Max(1, settled);
            }

            row[FirstKnown] = Sum(_frauds, 0, 2);
            row[FirstKnown + 1] = Sum(_frauds, 0, 4);
            row[FirstKnown + 2] = Sum(_frauds, 0, 8);
            row[FirstKnown + 3] = _fraudStreak;
            row[FirstKnown + 4] = _cleanStreak;
            row[FirstKnown + 5] = Since(_lastFraud);
            row[FirstKnown + 6] = Since(_firstFraud);
        }

        private void AddStreaks(in SellerBucket bucket)
        {
            _fraudStreakEnded |= bucket.Frauds < bucket.Payments;
            _cleanStreakEnded |= bucket.Frauds > 0;
            _fraudStreak += _fraudStreakEnded ? 0 : bucket.Payments;
            _cleanStreak += _cleanStreakEnded ? 0 : bucket.Payments;
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

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Stretches
    {
        private int _first;
    }
}
