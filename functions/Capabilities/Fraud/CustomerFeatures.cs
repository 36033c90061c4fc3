namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The payment against its customer's own past: the columns of <see cref="FraudFeatureList.Customer"/>. What the customer did before without
/// a known fraud is what tells a traveller, an expatriate or a giver of presents from a thief.
/// </summary>
internal static class CustomerFeatures
{
    private const long SettledMs = 14 * VelocityWindows.Day;
    private const long WeekMs = 7 * VelocityWindows.Day;
    private const float MsPerHour = 3_600_000f;
    private const float Large = 3;

    /// <summary>Writes the columns.</summary>
    /// <param name="customer">The customer's history before this payment; the default when new.</param>
    /// <param name="current">The payment at hand.</param>
    /// <param name="velocity">The customer's columns of <see cref="EntityFeatures"/>, written before.</param>
    /// <param name="row">Destination.</param>
    public static void Write(in EntityHistory customer, in PaymentTrace current, ReadOnlySpan<float> velocity, Span<float> row)
    {
        row = row[..FraudFeatureList.Customer.Count];
        row.Fill(float.NaN);
        WriteMeans(velocity, row[9..]);
        row[12] = customer.ReturnLabels.CountAt(current.OccurredAtMs);
        var traces = EntityFeatures.Past(customer.Traces, current.OccurredAtMs);
        if (traces.IsEmpty)
        {
            return;
        }

        row[13] = customer.ReturnLabels.DaysSince(current.OccurredAtMs);
        WriteHabit(customer.Habit, current, row);
        var amounts = new Amounts(current, customer.Habit.Typical * Large);
        var pattern = new Pattern(current);
        for (var i = traces.Length - 1; i >= 0; i--)
        {
            ref readonly var trace = ref traces[i];
            var age = current.OccurredAtMs - trace.OccurredAtMs;
            amounts.Add(trace, age);
            pattern.Add(trace, age);
        }

        amounts.Write(row);
        pattern.Write(traces.Length, row[15..]);
    }

    private static void WriteMeans(ReadOnlySpan<float> velocity, Span<float> row)
    {
        for (var window = 2; window < VelocityWindows.Count; window++)
        {
            row[window - 2] = velocity[VelocityWindows.Count + window] / velocity[window];
        }
    }

    private static void WriteHabit(in SpendingHabit habit, in PaymentTrace current, Span<float> row)
    {
        row[1] = (MathF.Log(1 + current.Amount) - habit.LogMean) / MathF.Sqrt(habit.LogVariance + 0.01f);
        row[2] = current.Amount / Math.Max(0.01f, habit.FastMean);
        row[4] = current.Amount / Math.Max(0.01f, habit.Largest);
        row[14] = habit.HourDistance(current.OccurredAtMs);
    }

    private ref struct Amounts(in PaymentTrace current, float large)
    {
        private readonly float _amount = current.Amount;
        private double _sum;
        private double _squares;
        private double _settledSum;
        private float _largest;
        private int _count;
        private int _smaller;
        private int _settled;
        private int _large7;
        private int _large14;

        public void Add(in PaymentTrace trace, long age)
        {
            if (age >= SettledMs)
            {
                _settledSum += trace.Amount;
                _settled++;
            }
            else if (trace.Amount > large)
            {
                _large14++;
                _large7 += age < WeekMs ? 1 : 0;
            }

            if (age < VelocityWindows.LongestMs)
            {
                _sum += trace.Amount;
                _squares += (double)trace.Amount * trace.Amount;
                _largest = Math.Max(_largest, trace.Amount);
                _smaller += trace.Amount < _amount ? 1 : 0;
                _count++;
            }
        }

        public readonly void Write(Span<float> row)
        {
            if (_count > 0)
            {
                var mean = _sum / _count;
                var deviation = Math.Sqrt(Math.Max(0, (_squares / _count) - (mean * mean)));
                row[0] = (float)((_amount - mean) / Math.Max(1, deviation));
                row[3] = _amount / Math.Max(0.01f, _largest);
                row[5] = (float)_smaller / _count;
            }

            row[6] = _settled == 0 ? float.NaN : (float)(_amount / Math.Max(0.01, _settledSum / _settled));
            row[7] = _large7;
            row[8] = _large14;
        }
    }

    private ref struct Pattern(in PaymentTrace current)
    {
        private readonly PaymentTrace _current = current;
        private bool _instrument;
        private bool _device;
        private bool _ip;
        private bool _shipping;
        private bool _address;
        private int _fromSame;
        private int _toSame;
        private int _toAddress;
        private int _route;
        private int _seller;
        private int _same;
        private int _sameSettled;
        private int _covered;
        private int _frauds;
        private bool _sellerSeen;
        private long _sellerAge;

        public void Add(in PaymentTrace trace, long age)
        {
            var (fromSame, toSame) = (trace.IpCountry == _current.IpCountry, trace.ShippingCountry == _current.ShippingCountry);
            var seller = trace.Seller == _current.Seller;
            _instrument |= trace.Instrument == _current.Instrument;
            _device |= trace.Device == _current.Device;
            _ip |= fromSame;
            _shipping |= toSame;
            _address |= trace.Address == _current.Address;
            if (seller && !_sellerSeen)
            {
                (_sellerSeen, _sellerAge) = (true, age);
            }

            if ((trace.Marks & PaymentMarks.Fraud) != 0)
            {
                _frauds += trace.Mismatches != 0 ? 1 : 0;
                return;
            }

            var same = trace.Mismatches == _current.Mismatches;
            _fromSame += fromSame ? 1 : 0;
            _toSame += toSame ? 1 : 0;
            _toAddress += trace.Address == _current.Address ? 1 : 0;
            _route += fromSame && toSame ? 1 : 0;
            _seller += seller ? 1 : 0;
            _same += same ? 1 : 0;
            _sameSettled += same && age >= SettledMs ? 1 : 0;
            _covered += (trace.Mismatches & _current.Mismatches) == _current.Mismatches ? 1 : 0;
        }

        public readonly void Write(int payments, Span<float> row)
        {
            row[0] = New(_current.Instrument, _instrument);
            row[1] = New(_current.Device, _device);
            row[2] = New(_current.IpCountry, _ip);
            row[3] = New(_current.ShippingCountry, _shipping);
            row[4] = New(_current.Seller, _sellerSeen);
            row[5] = _current.IpCountry == 0 ? float.NaN : _fromSame;
            row[6] = _current.ShippingCountry == 0 ? float.NaN : _toSame;
            row[7] = _current.IpCountry == 0 || _current.ShippingCountry == 0 ? float.NaN : _route;
            row[8] = _current.Seller == 0 ? float.NaN : _seller;
            row[9] = _sellerSeen && _current.Seller != 0 ? _sellerAge / MsPerHour : float.NaN;
            row[10] = _same;
            row[11] = _sameSettled;
            row[12] = (float)_covered / payments;
            row[13] = _frauds;
            row[14] = New(_current.Address, _address);
            row[15] = _current.Address == 0 ? float.NaN : _toAddress;
        }

        private static float New(ulong value, bool seen) => value == 0 ? float.NaN : seen ? 0 : 1;
    }
}
