using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Settings of payment fraud scoring.</summary>
public sealed class FraudOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Fraud";

    /// <summary>Probability at or above which a payment waits for an analyst; unset takes the model's own threshold.</summary>
    /// <value>In [0, 1]; unset by default: the trainer chose it on later data, at the false-positive rate in the manifest.</value>
    [Range(0.0, 1.0)]
    public double? ReviewThreshold { get; set; }

    /// <summary>Probability at or above which a payment is declined; unset takes the model's own threshold.</summary>
    /// <value>In [0, 1], not below <see cref="ReviewThreshold"/>; unset by default, as above.</value>
    [Range(0.0, 1.0)]
    public double? DeclineThreshold { get; set; }

    /// <summary>Customers, instruments, devices and delivery addresses remembered for each partition, each kind by itself.</summary>
    /// <value>In [1, 10,000,000]; default 500,000: the least recently paying one makes way.</value>
    [Range(1, 10_000_000)]
    public int MaxEntities { get; set; } = 500_000;

    /// <summary>How long customers without a payment stay in the state and in table <c>FraudCustomers</c>; instruments, devices and delivery addresses in the state likewise.</summary>
    /// <value>46 days to 10 years; default 400 days, so that who buys once a year is known.</value>
    [Range(typeof(TimeSpan), "46.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepCustomers { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Payments remembered for each entity.</summary>
    /// <value>In [1, 4,096]; default 192, about six a day over the longest window.</value>
    [Range(1, 4_096)]
    public int HistoryCapacity { get; set; } = 192;

    /// <summary>How far before its arrival a payment may have occurred.</summary>
    /// <value>Default 90 days: older ones are dead-lettered, for their windows would be long gone.</value>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan MaxPast { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How far after its arrival a payment may claim to have occurred.</summary>
    /// <value>Default 1 day, which forgives a clock set to local time.</value>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan MaxFuture { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether the age of a payment is judged by the clock that its producer sent (<c>xb-producer-clock</c>) where there is one,
    /// instead of the time of arrival. Needed to replay history and to run the simulator.
    /// </summary>
    /// <value>Default false: in production a producer must not vouch for its own clock.</value>
    public bool TrustProducerClock { get; set; }

    /// <summary>Whether decisions and labels are archived. Without it <c>RetrainFraud</c>, <c>xb train</c> and replays have nothing to read from then on.</summary>
    /// <value>Default true. False where decisions are only sent on: the archive costs more processor time than the decision.</value>
    public bool ArchiveDecisions { get; set; } = true;

    /// <summary>Whether each changed customer is written to the table that <c>GET /api/fraud/customers</c> reads.</summary>
    /// <value>Default true. False leaves the rows as they are.</value>
    public bool StoreCustomers { get; set; } = true;

    /// <summary>Whether each decision is written to the lookups that <c>GET /api/fraud/decisions</c> reads.</summary>
    /// <value>Default true. False answers 404 for payments decided from then on; the hub <c>decisions</c> has them all the same.</value>
    public bool StoreDecisions { get; set; } = true;
}
