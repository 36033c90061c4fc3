using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Settings of behaviour aggregation.</summary>
public sealed class BehaviourOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Behaviour";

    /// <summary>Time without an event after which a session is over, in event time.</summary>
    /// <value>1 min to 1 day; default 30 min, the field's convention.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SessionGap { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How far behind its partition's newest event an event may come and still be placed into its session.</summary>
    /// <value>0 to 1 day; default 10 min. Sessions close that much later; what comes later still counts as too late.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan AllowedLateness { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Visitors and customers remembered for each partition.</summary>
    /// <value>1 to 10,000,000; default 300,000: the one that is longest without an event makes way.</value>
    [Range(1, 10_000_000)]
    public int MaxVisitors { get; set; } = 300_000;

    /// <summary>How long visitors and customers without an event stay in the state, and customers in table <c>BehaviourCustomers</c>.</summary>
    /// <value>31 days to 10 years; default 400 days, so that who buys once a year is known.</value>
    [Range(typeof(TimeSpan), "31.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepVisitors { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long funnels, searches, cohorts, feedback and coverage stay in their tables; they name no one.</summary>
    /// <value>93 days to 10 years; default 1,095 days, so that a season can be held against two before it.</value>
    [Range(typeof(TimeSpan), "93.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepCounts { get; set; } = TimeSpan.FromDays(1_095);

    /// <summary>Sessions open at once for each partition.</summary>
    /// <value>1 to 10,000,000; default 300,000: events that would open more are counted and left out of sessions.</value>
    [Range(1, 10_000_000)]
    public int MaxSessions { get; set; } = 300_000;

    /// <summary>Items with co-visitation counts for each partition.</summary>
    /// <value>1 to 10,000,000; default 50,000: the one that is longest without a visit makes way.</value>
    [Range(1, 10_000_000)]
    public int MaxItems { get; set; } = 50_000;

    /// <summary>Neighbours kept of each item; up to twice as many between two prunings.</summary>
    /// <value>1 to 1,000; default 32.</value>
    [Range(1, 1_000)]
    public int Neighbours { get; set; } = 32;

    /// <summary>Trending items kept of each market and partition; up to twice as many between two prunings.</summary>
    /// <value>1 to 100,000; default 1,000.</value>
    [Range(1, 100_000)]
    public int TrendingItems { get; set; } = 1_000;

    /// <summary>Time in which an event's weight in trending halves.</summary>
    /// <value>1 min to 365 days; default 1 day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan TrendingHalfLife { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Time in which a co-visit's weight halves.</summary>
    /// <value>1 min to 3,650 days; default 14 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan CoVisitHalfLife { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Time in which an event's weight in a customer's affinities halves.</summary>
    /// <value>1 min to 3,650 days; default 30 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan AffinityHalfLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Page requests that a visitor may make at once before being taken for a bot.</summary>
    /// <value>1 to 100,000; default 60.</value>
    [Range(1, 100_000)]
    public double BotBurst { get; set; } = 60;

    /// <summary>Page requests a second that a visitor may keep up without being taken for a bot.</summary>
    /// <value>0.001 to 1,000; default 0.5.</value>
    [Range(0.001, 1_000)]
    public double BotRate { get; set; } = 0.5;

    /// <summary>Product pages of one session without a cart, a checkout or an order that no person looks at.</summary>
    /// <value>1 to 1,000,000; default 300.</value>
    [Range(1, 1_000_000)]
    public int BotViews { get; set; } = 300;

    /// <summary>How long a visitor is kept out after its last event as a bot.</summary>
    /// <value>1 min to 365 days; default 1 day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan BotMemory { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How far before its arrival a click may have occurred.</summary>
    /// <value>Default 90 days: older ones are dead-lettered.</value>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan MaxPast { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How far after its arrival a click may claim to have occurred.</summary>
    /// <value>Default 1 day, which forgives a clock set to local time. Only arrival moves the watermark.</value>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan MaxFuture { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether the age of a click is judged by the clock that its producer sent; needed to replay history and to run the simulator.</summary>
    /// <value>Default false: in production a producer must not vouch for its own clock.</value>
    public bool TrustProducerClock { get; set; }
}
