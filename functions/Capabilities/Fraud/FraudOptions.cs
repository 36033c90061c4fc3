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

    /// <summary>Payments of one instrument within 10 minutes from which on they are declined: card testing.</summary>
    /// <value>At least 2; default 12: beyond a failing checkout tried again, and beyond one basket that many sellers charge apart.</value>
    [Range(2, 1_000)]
    public int InstrumentBurst { get; set; } = 12;

    /// <summary>Distinct instruments on one device within 24 hours from which on its payments are declined.</summary>
    /// <value>At least 2; default 6, beyond a household sharing a tablet.</value>
    [Range(2, 1_000)]
    public int DeviceInstruments { get; set; } = 6;

    /// <summary>Distinct customers on one device within 24 hours from which on its payments are reviewed.</summary>
    /// <value>At least 2; default 5, as above.</value>
    [Range(2, 1_000)]
    public int DeviceCustomers { get; set; } = 5;

    /// <summary>Amount in the base currency from which on a first payment in 30 days is reviewed.</summary>
    /// <value>Above 0; default 5,000: rare in retail, and dear when wrong.</value>
    [Range(1.0, 1_000_000_000.0)]
    public double FirstPaymentLimit { get; set; } = 5_000;

    /// <summary>Customers, instruments and devices remembered for each partition, each kind by itself.</summary>
    /// <value>In [1, 10,000,000]; default 500,000: the least recently paying one makes way.</value>
    [Range(1, 10_000_000)]
    public int MaxEntities { get; set; } = 500_000;

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
}
