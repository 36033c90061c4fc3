using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The payments of one seller over 45 days with their known frauds, in bounded memory: each payment by itself while the seller is small; when
/// the buckets are used up, those of one hour of the last day and of one day before it become one. Not thread-safe.
/// </summary>
public sealed class SellerHistory : IStateValue<SellerHistory>
{
    /// <summary>Most buckets; more than the 45 days and 25 hours that are left after joining.</summary>
    public const int MostBuckets = 96;

    private const uint HourSeconds = 3_600;
    private const int HeadBytes = 8;

    private SellerBucket[] _buckets = [];
    private int _count;

    /// <summary>Event time of the first payment ever seen, seconds since the Unix epoch.</summary>
    public uint FirstSecond { get; private set; } = uint.MaxValue;

    /// <summary>The payments, oldest first.</summary>
    public ReadOnlySpan<SellerBucket> Buckets => _buckets.AsSpan(0, _count);

    /// <summary>Adds one payment; one that is too old to remember changes nothing.</summary>
    /// <param name="second">Event time, seconds since the Unix epoch.</param>
    /// <param name="amount">Major units of the base currency.</param>
    public void Add(uint second, float amount) => Add(new SellerBucket(second, 1, amount, 0));

    /// <summary>Adds payments that another history holds.</summary>
    /// <param name="bucket">One of its buckets.</param>
    public void Add(in SellerBucket bucket)
    {
        FirstSecond = Math.Min(FirstSecond, bucket.Second);
        var newest = _count == 0 ? bucket.Second : Math.Max(bucket.Second, _buckets[_count - 1].Second);
        if (bucket.Second + SellerWindows.KeptSeconds <= newest)
        {
            return;
        }

        if (_count == MostBuckets)
        {
            MakeRoom(newest);
        }

        if (_count == _buckets.Length)
        {
            Array.Resize(ref _buckets, Math.Clamp(_count * 2, 2, MostBuckets));
        }

        var at = _count++;
        for (; at > 0 && _buckets[at - 1].Second > bucket.Second; at--)
        {
            _buckets[at] = _buckets[at - 1];
        }

        _buckets[at] = bucket;
    }

    /// <summary>Marks a payment as fraud; one that is no longer remembered is passed over.</summary>
    /// <param name="second">Event time of the payment, seconds since the Unix epoch.</param>
    public void MarkFraud(uint second)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            ref var bucket = ref _buckets[i];
            if (bucket.Second <= second)
            {
                if (bucket.Frauds < bucket.Payments)
                {
                    bucket = bucket with { Frauds = bucket.Frauds + 1 };
                    return;
                }

                // Several payments of one second lie side by side; what is older than that is another payment.
                if (bucket.Second < second)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Takes note that another history of the seller began earlier.</summary>
    /// <param name="second">When that began, seconds since the Unix epoch.</param>
    internal void SeenSince(uint second) => FirstSecond = Math.Min(FirstSecond, second);

    /// <inheritdoc/>
    public static SellerHistory Create() => new();

    /// <inheritdoc/>
    public static SellerHistory Read(ReadOnlySpan<byte> source, out int read)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(source[4..]);
        var history = new SellerHistory
        {
            FirstSecond = BinaryPrimitives.ReadUInt32LittleEndian(source),
            _buckets = new SellerBucket[count],
            _count = count,
        };
        for (var i = 0; i < count; i++)
        {
            var bytes = source[(HeadBytes + (i * SellerBucket.Size))..];
            history._buckets[i] = new SellerBucket(
                BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
                BinaryPrimitives.ReadSingleLittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]));
        }

        read = HeadBytes + (count * SellerBucket.Size);
        return history;
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var length = HeadBytes + (_count * SellerBucket.Size);
        var span = target.GetSpan(length);
        BinaryPrimitives.WriteUInt32LittleEndian(span, FirstSecond);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], _count);
        for (var i = 0; i < _count; i++)
        {
            var bytes = span[(HeadBytes + (i * SellerBucket.Size))..];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, _buckets[i].Second);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], _buckets[i].Payments);
            BinaryPrimitives.WriteSingleLittleEndian(bytes[8..], _buckets[i].Amount);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], _buckets[i].Frauds);
        }

        target.Advance(length);
    }

    // Depends on what is remembered alone, so that a history read back from a snapshot goes on alike.
    private void MakeRoom(uint newest)
    {
        var first = 0;
        while (first < _count && _buckets[first].Second + SellerWindows.KeptSeconds <= newest)
        {
            first++;
        }

        if (first > 0)
        {
            Buckets[first..].CopyTo(_buckets);
            _count -= first;
        }
        else
        {
            Join(newest);
        }
    }

    private void Join(uint newest)
    {
        var kept = 0;
        for (var i = 1; i < _count; i++)
        {
            if (Span(_buckets[i].Second, newest) == Span(_buckets[kept].Second, newest))
            {
                _buckets[kept] = _buckets[kept].With(_buckets[i]);
            }
            else
            {
                _buckets[++kept] = _buckets[i];
            }
        }

        _count = kept + 1;
    }

    // Hours and days in one numbering: a day's number is that of its first hour, with the lowest bit for the kind.
    private static uint Span(uint second, uint newest) => newest - second < SellerWindows.DaySeconds
        ? (second / HourSeconds * 2) + 1
        : second / SellerWindows.DaySeconds * 48;
}
