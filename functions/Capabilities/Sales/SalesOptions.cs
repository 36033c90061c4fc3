using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Sales;

/// <summary>Settings of the daily sales.</summary>
public sealed class SalesOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Sales";

    /// <summary>Days of one product in one market that a partition counts at a time; of more, the longest unused goes on in a row of its own.</summary>
    /// <value>1,000 to 10,000,000; default 200,000, some 30 MB a partition.</value>
    [Range(1_000, 10_000_000)]
    public int MaxCells { get; set; } = 200_000;

    /// <summary>Payments that a partition remembers so that returns find what was bought.</summary>
    /// <value>1,000 to 50,000,000; default 500,000, some 60 MB a partition.</value>
    [Range(1_000, 50_000_000)]
    public int MaxPayments { get; set; } = 500_000;

    /// <summary>How long a payment is remembered for its return.</summary>
    /// <value>1 to 365 days; default 60 days: longer than shops take goods back.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan ReturnWindow { get; set; } = TimeSpan.FromDays(60);

    /// <summary>Whether the time a producer names in <c>xb-producer-clock</c> judges how old an event is: for replays and simulations.</summary>
    /// <value>Default false: the hub's own time does.</value>
    public bool TrustProducerClock { get; set; }

    /// <summary>How old a payment may be.</summary>
    /// <value>1 hour to 365 days; default 90 days, the longest that Event Hubs keeps one.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan MaxPast { get; set; } = TimeSpan.FromDays(90);
}
