using System.ComponentModel.DataAnnotations;

namespace XbFunctions.App.Health;

/// <summary>Settings of the readiness checks.</summary>
public sealed class HealthOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Health";

    /// <summary>Longest time of one check; the others have their own.</summary>
    /// <value>10 ms to 1 min; default 3 s, under the patience of most probes.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an answer is given again before the checks run anew, so that probes cost little however many there are.</summary>
    /// <value>0 to 10 min; default 5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Events of one partition that may wait for a streaming function before the state is called degraded.</summary>
    /// <value>1 to 10,000,000,000; default 100,000: ten seconds and more at full speed.</value>
    [Range(1L, 10_000_000_000L)]
    public long MaxLag { get; set; } = 100_000;

    /// <summary>Time since the last training of the fraud model or the forecasts that ended well, after which the state is called degraded.</summary>
    /// <value>1 h to 365 days; default 2 days: one night may be missed.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan MaxTrainingAge { get; set; } = TimeSpan.FromDays(2);
}
