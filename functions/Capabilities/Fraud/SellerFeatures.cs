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
        while ((i >= 0 || j >= 0) && scan.Add(j < 0 || (i >= 0 && own[i].Second >= others[j].Second) ? own[i--] : others[j--]))
        {
            // Older ones follow until the longest window ends.
        }

        var first = Math.Min(seller?.FirstSecond ?? uint.MaxValue, peers?.FirstSecond ?? uint.MaxValue);
        scan.Write(current.Amount, first == uint.MaxValue ? current.OccurredAtSecond : first, row);
    }

    private ref struct Scan(uint now)
    {
        private readonly uint _now = now;
        private FourCounts _settled;
        private FourCounts _settledFrauds;
        private int _day;
        private int _week;
        private int _month;
        private double _amount;
        private int _frauds7;
        private int _frauds14;
        private int _frauds45;
        private int _fraudStreak;
        private int _cleanStreak;
        private bool _fraudStreakEnded;
        private bool _cleanStreakEnded;
        private uint _last;
        private uint _lastFraud;
        private uint _firstFraud;

        public bool Add(in SellerBucket bucket)
        {
            if (bucket.Second > _now)
            {
                return true;
            }

            var age = _now - bucket.Second;
            if (age >= SellerWindows.KeptSeconds)
            {
                return false;
            }

            _last = _last == 0 ? bucket.Second : _last;
            AddRecent(bucket, age);
            if (age >= SellerWindows.DelaySeconds)
            {
                AddSettled(bucket, age - SellerWindows.DelaySeconds);
            }

            return true;
        }

        public readonly void Write(float amount, uint first, Span<float> row)
        {
            row[0] = _day + 1;
            row[1] = _week + 1;
            row[2] = _month + 1;
            row[3] = _month == 0 ? float.NaN : (float)(amount / Math.Max(0.01, _amount / _month));
            row[4] = Since(_last) * 24;
            row[5] = Math.Max(0, (float)((double)_now - first) / SellerWindows.DaySeconds);
            for (var window = 0; window < SellerWindows.Count; window++)
            {
                row[FirstSettled + window] = _settled[window];
                row[FirstRate + window] = (float)_settledFrauds[window] / Math.Max(1, _settled[window]);
            }

            row[FirstKnown] = _frauds7;
            row[FirstKnown + 1] = _frauds14;
            row[FirstKnown + 2] = _frauds45;
            row[FirstKnown + 3] = _fraudStreak;
            row[FirstKnown + 4] = _cleanStreak;
            row[FirstKnown + 5] = Since(_lastFraud);
            row[FirstKnown + 6] = Since(_firstFraud);
        }

        private void AddRecent(in SellerBucket bucket, uint age)
        {
            if (age < 30 * SellerWindows.DaySeconds)
            {
                _month += bucket.Payments;
                _amount += bucket.Amount;
                _week += age < 7 * SellerWindows.DaySeconds ? bucket.Payments : 0;
                _day += age < SellerWindows.DaySeconds ? bucket.Payments : 0;
            }

            if (bucket.Frauds > 0)
            {
                _lastFraud = _lastFraud == 0 ? bucket.Second : _lastFraud;
                _firstFraud = bucket.Second;
                _frauds45 += bucket.Frauds;
                _frauds14 += age < 14 * SellerWindows.DaySeconds ? bucket.Frauds : 0;
                _frauds7 += age < 7 * SellerWindows.DaySeconds ? bucket.Frauds : 0;
            }
        }

        private void AddSettled(in SellerBucket bucket, uint age)
        {
            var lengths = SellerWindows.LengthsSeconds;
            for (var window = SellerWindows.Count - 1; window >= 0 && age < lengths[window]; window--)
            {
                _settled[window] += bucket.Payments;
                _settledFrauds[window] += bucket.Frauds;
            }

            _fraudStreakEnded |= bucket.Frauds < bucket.Payments;
            _cleanStreakEnded |= bucket.Frauds > 0;
            _fraudStreak += _fraudStreakEnded ? 0 : bucket.Payments;
            _cleanStreak += _cleanStreakEnded ? 0 : bucket.Payments;
        }

        private readonly float Since(uint second) => second == 0 ? float.NaN : (_now - second) / (float)SellerWindows.DaySeconds;
    }

    [System.Runtime.CompilerServices.InlineArray(SellerWindows.Count)]
    private struct FourCounts
    {
        private int _first;
    }
}
