using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <content>Forgetting those who have not paid for long.</content>
public sealed partial class FraudState
{
    /// <summary>Bytes of the change that forgetting makes.</summary>
    public const int ExpireChangeSize = 1 + 8;

    private const byte ExpireChange = 66;
    private const long DayMs = 86_400_000;

    private long _nextExpiryMs = long.MinValue;

    /// <summary>Whether a day has passed since those were looked for who have not paid for long; it is asked once for each time that it is true.</summary>
    /// <param name="nowMs">The stream's clock, milliseconds since the Unix epoch.</param>
    internal bool IsExpiryDue(long nowMs)
    {
        if (nowMs < _nextExpiryMs)
        {
            return false;
        }

        _nextExpiryMs = nowMs + DayMs;
        return true;
    }

    /// <summary>Forgets customers, instruments, devices and delivery addresses without a payment for long, and writes the change that repeats this on replay.</summary>
    /// <param name="beforeMs">Whose last payment occurred before this, milliseconds since the Unix epoch.</param>
    /// <param name="change">Destination of <see cref="ExpireChangeSize"/> bytes.</param>
    /// <returns>Entries that were removed.</returns>
    public int Expire(long beforeMs, Span<byte> change)
    {
        change[0] = ExpireChange;
        BinaryPrimitives.WriteInt64LittleEndian(change[1..], beforeMs);
        return Expire(beforeMs);
    }

    private int Expire(long beforeMs) =>
        Customers.ForgetIdle(beforeMs) + Summaries.ForgetIdle(beforeMs) + Instruments.ForgetIdle(beforeMs) + Devices.ForgetIdle(beforeMs) + Addresses.ForgetIdle(beforeMs);
}
