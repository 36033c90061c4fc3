namespace XbFunctions.Capabilities.Fraud;

/// <summary>The sliding windows of every velocity feature, in event time: a payment at <c>t</c> sees <c>(t - length, t]</c>.</summary>
public static class VelocityWindows
{
    /// <summary>Window lengths in milliseconds, shortest first: 10 min, 1 h, 24 h, 7 d, 30 d.</summary>
    public static ReadOnlySpan<long> LengthsMs => [600_000, 3_600_000, Day, 7 * Day, LongestMs];

    /// <summary>Suffixes of the column names, in the order of <see cref="LengthsMs"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["10m", "1h", "24h", "7d", "30d"];

    /// <summary>Number of windows.</summary>
    public const int Count = 5;

    /// <summary>The longest window in milliseconds.</summary>
    public const long LongestMs = 30 * Day;

    /// <summary>Milliseconds that a payment is remembered for: 45 days, so that most chargebacks still find it.</summary>
    public const long KeptMs = 45 * Day;

    /// <summary>Milliseconds of 24 hours.</summary>
    public const long Day = 86_400_000;
}
