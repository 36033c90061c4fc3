using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Settings of the synchronous score.</summary>
public sealed class FraudScoringOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Fraud:Scoring";

    /// <summary>Partitions of hub <c>payments</c>; 0 takes the highest one that has a state.</summary>
    /// <value>
    /// 0 to 2,048; default 0, which is right once every partition has had a payment. On a younger hub set it, else a new customer's
    /// instrument and device are looked for in another partition than the one that will hold them.
    /// </value>
    [Range(0, 2_048)]
    public int Partitions { get; set; }

    /// <summary>Longest time an answer may take: waiting for the first load, and for the hub where the payment is recorded.</summary>
    /// <value>10 ms to 1 min; default 2 s, behind which a checkout has given up.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Wait between two looks at the state of a partition that has just changed.</summary>
    /// <value>1 ms to 1 min; default 50 ms: about as far is a score behind the stream.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan ShortestPoll { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait between two looks at the state of a quiet partition.</summary>
    /// <value>1 ms to 10 min; default 1 s: one request a second and partition.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LongestPoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Idempotency keys whose answers are remembered; the oldest makes way.</summary>
    /// <value>0 to 1,000,000; default 10,000, about 10 MB. A key that is forgotten does no harm: a payment id counts once.</value>
    [Range(0, 1_000_000)]
    public int IdempotencyKeys { get; set; } = 10_000;
}
