using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What an entity usually spends and when, beyond the payments that are remembered one by one: means that forget, one payment at a time.
/// The first payments weigh alike, later ones by a fixed share.
/// </summary>
/// <param name="Payments">Ever.</param>
/// <param name="Largest">Largest amount ever, major units of the base currency.</param>
/// <param name="LogMean">Mean of the logarithm of one more than the amount, over about 64 payments.</param>
/// <param name="LogVariance">Its variance.</param>
/// <param name="FastMean">Mean amount over about 8 payments.</param>
/// <param name="HourCosine">Mean direction of the hour of the day, over about 64 payments.</param>
/// <param name="HourSine">The other half of that direction.</param>
public readonly record struct SpendingHabit(
    int Payments, float Largest, float LogMean, float LogVariance, float FastMean, float HourCosine, float HourSine)
{
    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public const int Size = 28;

    private const float Slow = 1f / 64;
    private const float Fast = 1f / 8;
    private static readonly (float Cosine, float Sine)[] Hours =
        [.. Enumerable.Range(0, 24).Select(static hour => (MathF.Cos(hour * MathF.Tau / 24), MathF.Sin(hour * MathF.Tau / 24)))];

    /// <summary>The amount that is typical, major units of the base currency: the mean of the logarithms, taken back.</summary>
    public float Typical => MathF.Exp(LogMean) - 1;

    /// <summary>Adds a payment.</summary>
    /// <param name="trace">The payment.</param>
    public SpendingHabit With(in PaymentTrace trace)
    {
        var even = 1f / (Payments + 1);
        var (slow, fast) = (Math.Max(even, Slow), Math.Max(even, Fast));
        var off = MathF.Log(1 + trace.Amount) - LogMean;
        var (cosine, sine) = Hours[HourOf(trace.OccurredAtMs)];
        return new SpendingHabit(
            Payments + 1,
            Math.Max(Largest, trace.Amount),
            LogMean + (slow * off),
            (1 - slow) * (LogVariance + (slow * off * off)),
            FastMean + (fast * (trace.Amount - FastMean)),
            HourCosine + (slow * (cosine - HourCosine)),
            HourSine + (slow * (sine - HourSine)));
    }

    /// <summary>Hours between a payment's hour and the usual one, in [0, 12].</summary>
    /// <param name="occurredAtMs">Event time, milliseconds since the Unix epoch.</param>
    public float HourDistance(long occurredAtMs)
    {
        var distance = Math.Abs(HourOf(occurredAtMs) - (MathF.Atan2(HourSine, HourCosine) * 24 / MathF.Tau));
        distance = distance > 24 ? distance - 24 : distance;
        return Math.Min(distance, 24 - distance);
    }

    /// <summary>Writes the habit, little-endian, fields in the order of the constructor.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, Payments);
        ReadOnlySpan<float> values = [Largest, LogMean, LogVariance, FastMean, HourCosine, HourSine];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(target[(4 * (i + 1))..], values[i]);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static SpendingHabit Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32LittleEndian(source),
        BinaryPrimitives.ReadSingleLittleEndian(source[4..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[8..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[12..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[16..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[20..]),
        BinaryPrimitives.ReadSingleLittleEndian(source[24..]));

    private static int HourOf(long occurredAtMs) => (int)(occurredAtMs / 3_600_000 % 24);
}
