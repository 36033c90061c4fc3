using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Settings of the early warning and of the review queue.</summary>
public sealed class WarningOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Fraud:Warnings";

    /// <summary>False alarms that are accepted on an average day, over all groups, windows and minutes together.</summary>
    /// <value>In [0.001, 100]; default 0.2, about six a month: an analyst still looks at each.</value>
    [Range(0.001, 100)]
    public double FalseAlarmsPerDay { get; set; } = 0.2;

    /// <summary>Held attempts in a window below which no group is looked at.</summary>
    /// <value>In [2, 1,000]; default 4: fewer are a matter for the rules on single payments.</value>
    [Range(2, 1_000)]
    public int MinHits { get; set; } = 4;

    /// <summary>How many times the expected hits a group must have: what is certain but small is no surge.</summary>
    /// <value>In [1, 100]; default 2.</value>
    [Range(1.0, 100.0)]
    public double MinRatio { get; set; } = 2;

    /// <summary>Half-life of what a group is compared with.</summary>
    /// <value>1 hour to 60 days; default 2 days: a day's rhythm evens out, a new model's threshold is learnt within the week.</value>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan BaselineHalfLife { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Time of counting before the first warning may be raised.</summary>
    /// <value>0 to 7 days; default 3 hours: before that nothing is known of what is usual.</value>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromHours(3);

    /// <summary>How long a warning goes on after the last minute that supported it.</summary>
    /// <value>1 minute to 1 day; default 30 minutes, the longest window.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan HoldTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest life of a warning, however long the surge lasts: by then it is what is usual, or a person has acted.</summary>
    /// <value>10 minutes to 7 days; default 12 hours.</value>
    [Range(typeof(TimeSpan), "00:10:00", "7.00:00:00")]
    public TimeSpan LongestWarning { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Warnings that are active at once; the least certain ones are left out.</summary>
    /// <value>In [1, 1,000]; default 100, which the scorer still looks up in no time.</value>
    [Range(1, 1_000)]
    public int MaxActive { get; set; } = 100;

    /// <summary>How often a scoring instance looks for other warnings.</summary>
    /// <value>1 second to 10 minutes; default 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long counts by minute stay in their table.</summary>
    /// <value>2 hours to 30 days; default 2 days.</value>
    [Range(typeof(TimeSpan), "02:00:00", "30.00:00:00")]
    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long reviews that a label has closed stay in their table, by the time of the payment.</summary>
    /// <value>93 days to 10 years; default 400 days, more than a chargeback and an audit need. Open ones stay for <see cref="FraudOptions.KeepCustomers"/>.</value>
    [Range(typeof(TimeSpan), "93.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepReviews { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long counts by hour stay in their table.</summary>
    /// <value>32 days to 10 years; default 400 days, so that a month can be held against that of the year before.</value>
    [Range(typeof(TimeSpan), "32.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepHours { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Attempts remembered for each partition.</summary>
    /// <value>In [1,000, 10,000,000]; default 200,000, an hour of 55 payments a second.</value>
    [Range(1_000, 10_000_000)]
    public int MaxAttempts { get; set; } = 200_000;

    /// <summary>Groups counted in one minute of one partition; devices, instruments and addresses beyond it are left out.</summary>
    /// <value>In [1,000, 1,000,000]; default 50,000.</value>
    [Range(1_000, 1_000_000)]
    public int MaxCells { get; set; } = 50_000;

    /// <summary>Open reviews of each partition that a label can still close; the oldest stay in the queue until they are too old for it.</summary>
    /// <value>In [100, 1,000,000]; default 10,000, some 15 MB.</value>
    [Range(100, 1_000_000)]
    public int MaxOpenReviews { get; set; } = 10_000;
}
