namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The windows of a seller's frauds. They end a fixed delay before the payment, because a younger payment without a label is not yet known
/// to be good: <c>(t - delay - length, t - delay]</c> in event time.
/// </summary>
public static class SellerWindows
{
    /// <summary>Time that a label is given to arrive, in seconds: 7 days.</summary>
    public const uint DelaySeconds = 7 * DaySeconds;

    /// <summary>Seconds that a payment is remembered for: 45 days, so that most chargebacks still find it.</summary>
    public const uint KeptSeconds = 45 * DaySeconds;

    /// <summary>Seconds of 24 hours.</summary>
    public const uint DaySeconds = 86_400;

    /// <summary>Number of windows.</summary>
    public const int Count = 4;

    /// <summary>Window lengths in seconds, shortest first: 1, 7, 14 and 30 days.</summary>
    public static ReadOnlySpan<uint> LengthsSeconds => [DaySeconds, 7 * DaySeconds, 14 * DaySeconds, 30 * DaySeconds];

    /// <summary>Suffixes of the column names, in the order of <see cref="LengthsSeconds"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["1d", "7d", "14d", "30d"];
}
